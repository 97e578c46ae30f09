/// The caller's graph put into a stable order and stripped of its identities: everything below works on indices, so
/// that a mesh which has not changed is drawn the same, whatever order it arrives in.
struct LayoutInput<ID: Hashable & Comparable & Sendable> {
  /// Sorted; the index into it stands for the node.
  let ids: [ID]
  let graph: IndexedGraph
  /// Nodes with an edge to themselves, sorted.
  let selfLoops: [ID]

  init(nodes: [LayoutNode<ID>], edges: [LayoutEdge<ID>]) {
    var byID: [ID: LayoutNode<ID>] = [:]
    for node in nodes {
      guard var known = byID[node.id] else {
        byID[node.id] = node
        continue
      }
      known.width = max(known.width, node.width)
      known.height = max(known.height, node.height)
      known.group = [known.group, node.group].compactMap { $0 }.min()
      byID[node.id] = known
    }
    let sorted = byID.values.sorted { $0.id < $1.id }
    ids = sorted.map(\.id)
    let index = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, $0.offset) })
    let groups = Dictionary(
      uniqueKeysWithValues: Set(sorted.compactMap(\.group)).sorted().enumerated().map { ($0.element, $0.offset) })

    var loops: Set<ID> = []
    var list: [IndexedGraph.Edge] = []
    for edge in edges {
      guard let source = index[edge.source], let target = index[edge.target] else { continue }
      if source == target {
        loops.insert(edge.source)
        continue
      }
      let weight = edge.weight.isFinite && edge.weight > 0 ? edge.weight : 0
      let label = min(max(edge.labelWidth, 0), 1_000)
      list.append(IndexedGraph.Edge(source: source, target: target, weight: weight, labelWidth: label))
    }
    list.sort { ($0.source, $0.target, $0.weight) < ($1.source, $1.target, $1.weight) }
    var merged: [IndexedGraph.Edge] = []
    for edge in list {
      if let last = merged.last, last.source == edge.source, last.target == edge.target {
        merged[merged.count - 1].weight += edge.weight
        merged[merged.count - 1].labelWidth = max(last.labelWidth, edge.labelWidth)
      } else {
        merged.append(edge)
      }
    }
    selfLoops = loops.sorted()
    graph = IndexedGraph(
      widths: sorted.map { min(max($0.width, 1), 10_000) }, heights: sorted.map { min(max($0.height, 1), 10_000) },
      groups: sorted.map { $0.group.flatMap { groups[$0] } ?? -1 }, edges: merged)
  }

  /// The drawing in the caller's terms.
  func drawing(of routed: RoutedGraph, layers: [Int]) -> GraphDrawing<ID> {
    var drawing = GraphDrawing<ID>(
      size: routed.size, selfLoops: selfLoops, columns: routed.columns, crossings: routed.crossings)
    for (node, id) in ids.enumerated() {
      drawing.nodes[id] = routed.rects[node]
      drawing.layers[id] = layers[node]
    }
    drawing.edges = zip(graph.edges, routed.paths).map { edge, path in
      EdgePath(
        source: ids[edge.source], target: ids[edge.target], points: path.points, label: path.label,
        isReversed: path.isReversed, start: path.start, arrow: path.arrow)
    }
    return drawing
  }
}
