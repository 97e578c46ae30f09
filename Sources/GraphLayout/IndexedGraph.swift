/// A graph over 0..<n without self-loops or parallel edges.
struct IndexedGraph {
  struct Edge {
    var source: Int
    var target: Int
    var weight: Double
    var labelWidth: Int
  }

  var widths: [Int]
  var heights: [Int]
  /// A small number per group; -1 for none.
  var groups: [Int]
  /// Sorted by source, then target.
  var edges: [Edge]

  var nodeCount: Int { widths.count }

  /// The rows of a node, counted from its top, where a line may meet its side: not the border of a card.
  func portRows(of node: Int) -> ClosedRange<Int> {
    let height = heights[node]
    return height >= 3 ? 1...(height - 2) : 0...(height - 1)
  }

  /// The row of a node, counted from its top, that its neighbours are aligned with.
  func middleRow(of node: Int) -> Int { (heights[node] - 1) / 2 }
}
