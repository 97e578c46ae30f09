/// Bands of rows, one for each group of nodes, so that a frame fits around each group.
///
/// The places where edges pass a layer go to the lane that the edge comes from.
struct Lanes: Sendable {
  /// The lane of each item, 0 at the top.
  let lane: [Int]
  let count: Int

  /// Free rows between two lanes, for the frames' borders.
  static let gap = 3

  /// Lanes in the order in which the groups' nodes stand in `layered` on average.
  init(graph: IndexedGraph, layered: LayeredGraph) {
    var height = [Double](repeating: 0, count: layered.itemCount)
    for items in layered.order {
      for (place, item) in items.enumerated() { height[item] = (Double(place) + 0.5) / Double(items.count) }
    }
    var sums: [Int: (height: Double, count: Double)] = [:]
    for node in 0..<graph.nodeCount {
      let before = sums[graph.groups[node]] ?? (0, 0)
      sums[graph.groups[node]] = (before.height + height[node], before.count + 1)
    }
    let ranked = sums.sorted { a, b in
      let (x, y) = (a.value.height / a.value.count, b.value.height / b.value.count)
      return x != y ? x < y : a.key < b.key
    }
    let rank = Dictionary(uniqueKeysWithValues: ranked.enumerated().map { ($0.element.key, $0.offset) })
    var lane = graph.groups.map { rank[$0] ?? 0 }
    lane += Array(repeating: 0, count: layered.itemCount - graph.nodeCount)
    for chain in layered.chains {
      for item in chain.dropFirst().dropLast() { lane[item] = lane[chain[0]] }
    }
    self.lane = lane
    count = ranked.count
  }

  /// The order with each layer's items by lanes, else unchanged.
  func applied(to order: [[Int]]) -> [[Int]] {
    order.map { items in
      items.enumerated().sorted { (lane[$0.element], $0.offset) < (lane[$1.element], $1.offset) }.map(\.element)
    }
  }

  /// Rows in which no lane reaches into another: each is assigned by itself, then they are put below each other.
  func rows(of layered: LayeredGraph, assign: (LayeredGraph) -> [Int], slots: (Int) -> Int) -> [Int] {
    var rows = [Int](repeating: 0, count: layered.itemCount)
    var top = 0
    for number in 0..<count {
      let items = lane.indices.filter { lane[$0] == number }
      let own = assign(layered.part { lane[$0] == number })
      let least = items.map { own[$0] }.min() ?? 0
      var bottom = top
      for item in items {
        rows[item] = own[item] - least + top
        bottom = max(bottom, rows[item] + slots(item))
      }
      top = bottom + Self.gap
    }
    return rows
  }
}
