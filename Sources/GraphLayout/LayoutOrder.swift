/// The layers of a graph and the order within them: the costly part of a fresh layout, which does not depend on the
/// sizes of cards and labels, but for the places of nodes without edges. Several layouts of one graph with different
/// sizes can share it.
public struct LayoutOrder: Sendable {
  let layered: LayeredGraph
  /// Nil where groups do not matter.
  let lanes: Lanes?
  private let ends: [[Int]]

  init(of graph: IndexedGraph, options: LayoutOptions) {
    var layered = FreshStart.order(of: graph, options: options)
    lanes = options.keepsGroupsTogether ? Lanes(graph: graph, layered: layered) : nil
    if let lanes { Ordering.sort(&layered, into: lanes, sweeps: options.sweeps) }
    self.layered = layered
    ends = graph.edges.map { [$0.source, $0.target] }
  }

  /// Whether it was made for the same nodes and edges, with the same wish for groups.
  func matches(_ graph: IndexedGraph, _ options: LayoutOptions) -> Bool {
    layered.nodeCount == graph.nodeCount && (lanes != nil) == options.keepsGroupsTogether
      && ends == graph.edges.map { [$0.source, $0.target] }
  }
}

extension LayoutOrder {
  /// A size below which no drawing of nodes in this order stays: the widest node of each layer with the gaps between
  /// layers, and the highest layer. Nil if the order is of other nodes.
  ///
  /// - Complexity: O(nodes · log nodes).
  public func leastSize<ID>(nodes: [LayoutNode<ID>], options: LayoutOptions) -> CellSize? {
    guard nodes.count == layered.nodeCount else { return nil }
    let sorted = nodes.sorted { $0.id < $1.id }
    var (width, height) = (0, 0)
    for items in layered.order {
      var (widest, rows, count) = (1, 0, 0)
      for item in items where layered.isNode(item) {
        widest = max(widest, sorted[item].width)
        rows += sorted[item].height
        count += 1
      }
      width += widest
      height = max(height, rows + max(0, count - 1) * max(1, options.verticalGap))
    }
    return CellSize(width: width + max(0, layered.layerCount - 1) * max(2, options.minimumGap), height: height)
  }
}
