/// Lays out a directed graph in layers from left to right on a grid of cells.
///
/// The steps are those of Sugiyama, Tagawa and Toda (1981): cycles are opened, nodes get the layer that counts the hops
/// from where traffic enters, edges over several layers are cut into hops, the order within the layers is improved
/// until few edges cross, then rows and columns are assigned, and edges are routed at right angles through the gaps.
/// All coordinates are integers, and the result depends on the graph alone, never on the order of the input.
public enum LayoutEngine<ID: Hashable & Comparable & Sendable> {
  /// The drawing of a graph.
  ///
  /// With a `previous` drawing, nodes that were in it keep their layer, order and place as long as their cards do not
  /// outgrow it; a new node goes to the nearest free rows; a new edge finds its way between what is there. A layer
  /// moves right only when the gap before it is too narrow for its new lines.
  ///
  /// An `order` of the same nodes and edges saves most of the time; another one is not used.
  ///
  /// Edges between unknown nodes are left out. If an id comes twice, the larger size counts. Self-loops are listed, not
  /// drawn.
  ///
  /// - Complexity: O(sweeps · hops · log hops) afresh, where an edge over k layers has k hops; about O(hops) warm.
  public static func layout(
    nodes: [LayoutNode<ID>], edges: [LayoutEdge<ID>], options: LayoutOptions = LayoutOptions(),
    previous: GraphDrawing<ID>? = nil, order: LayoutOrder? = nil
  ) -> GraphDrawing<ID> {
    let input = LayoutInput(nodes: nodes, edges: edges)
    if input.ids.isEmpty { return GraphDrawing() }
    let memory = previous.flatMap { LayoutMemory(of: $0, ids: input.ids, edges: input.graph.edges) }
    let placement =
      memory.map { WarmStart(graph: input.graph, memory: $0, options: options).placement() }
      ?? FreshStart.placement(
        of: input.graph,
        order: order.flatMap { $0.matches(input.graph, options) ? $0 : nil }
          ?? LayoutOrder(of: input.graph, options: options),
        options: options)
    let routed = Router(graph: input.graph, placement: placement, options: options).routed()
    return input.drawing(of: routed, layers: placement.layered.layer)
  }

  /// The order of a graph, to be shared by several layouts of it without a `previous` one.
  ///
  /// - Complexity: O(sweeps · hops · log hops), and most of the time of a layout.
  public static func order(
    nodes: [LayoutNode<ID>], edges: [LayoutEdge<ID>], options: LayoutOptions = LayoutOptions()
  ) -> LayoutOrder { LayoutOrder(of: LayoutInput(nodes: nodes, edges: edges).graph, options: options) }
}
