/// A placement without regard to an earlier one.
enum FreshStart {
  static func placement(of graph: IndexedGraph, order: LayoutOrder, options: LayoutOptions) -> Placement {
    let layered = order.layered
    let use = SideUse(graph: graph, layers: layered.layer)
    let needsRowBelow = (0..<graph.nodeCount).map { use.needsRowBelow($0, graph: graph) }
    func assign(_ layered: LayeredGraph) -> [Int] {
      RowAssignment(layered: layered, graph: graph, use: use, verticalGap: max(options.verticalGap, 1)).rows()
    }
    let rows =
      order.lanes?.rows(of: layered, assign: assign) { item in
        item < graph.nodeCount ? graph.heights[item] + (needsRowBelow[item] ? 1 : 0) : 1
      } ?? assign(layered)
    return Placement(layered: layered, rows: rows, needsRowBelow: needsRowBelow, columns: nil)
  }

  static func order(of graph: IndexedGraph, options: LayoutOptions) -> LayeredGraph {
    let reversed = CycleRemoval.reversedEdges(of: graph)
    let layers = dense(Layering.layers(of: graph, reversed: reversed, limit: options.maximumPerLayer))
    var layered = LayeredGraph(graph: graph, layers: layers)
    Ordering.improve(&layered, sweeps: options.sweeps)
    return layered
  }

  /// The layers renumbered without gaps.
  private static func dense(_ layers: [Int]) -> [Int] {
    let used = Set(layers).sorted()
    let number = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($0.element, $0.offset) })
    return layers.map { number[$0] ?? 0 }
  }
}
