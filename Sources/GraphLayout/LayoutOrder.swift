/// The layers of a graph and the order within them: the costly part of a fresh layout, which does not depend on the
/// sizes of cards and labels, but for the places of nodes without edges. Several layouts of one graph with different sizes can share it.
public struct LayoutOrder: Sendable {
  let layered: LayeredGraph
  private let ends: [[Int]]

  init(of graph: IndexedGraph, options: LayoutOptions) {
    layered = FreshStart.order(of: graph, options: options)
    ends = graph.edges.map { [$0.source, $0.target] }
  }

  /// Whether it was made for the same nodes and edges.
  func matches(_ graph: IndexedGraph) -> Bool {
    layered.nodeCount == graph.nodeCount && ends == graph.edges.map { [$0.source, $0.target] }
  }
}
