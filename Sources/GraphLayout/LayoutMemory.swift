/// An earlier drawing in terms of the new graph's indices.
struct LayoutMemory {
  /// The layer and rectangle of each node that was there before.
  let places: [(layer: Int, rect: CellRect)?]
  let columns: [LayoutColumn]
  /// The line of each edge that was there before.
  let lines: [[CellPoint]?]

  /// Nil if nothing of the drawing is left.
  init?<ID: Hashable & Comparable & Sendable>(
    of drawing: GraphDrawing<ID>, ids: [ID], edges: [IndexedGraph.Edge]
  ) {
    places = ids.map { id in
      guard let rect = drawing.nodes[id], let layer = drawing.layers[id], drawing.columns.indices.contains(layer)
      else { return nil }
      return (layer, rect)
    }
    if places.allSatisfy({ $0 == nil }) { return nil }
    columns = drawing.columns
    let known = Dictionary(
      drawing.edges.map { (EdgeEnds(source: $0.source, target: $0.target), $0.points) }
    ) { first, _ in first }
    lines = edges.map { known[EdgeEnds(source: ids[$0.source], target: ids[$0.target])] }
  }

  /// Where the ends of an edge were.
  func ends(of edge: Int, _ ends: IndexedGraph.Edge) -> EdgeRows {
    EdgeRows(
      source: row(of: lines[edge]?.first, in: places[ends.source]?.rect),
      target: row(of: lines[edge]?.last, in: places[ends.target]?.rect))
  }

  private func row(of point: CellPoint?, in rect: CellRect?) -> Int? {
    guard let point, let rect, point.y >= rect.y, point.y < rect.maxY else { return nil }
    return point.y - rect.y
  }

  /// The row in which an edge's earlier line passed a layer; nil if it did not.
  func row(of edge: Int, at layer: Int) -> Int? {
    guard let line = lines[edge], columns.indices.contains(layer) else { return nil }
    let x = columns[layer].x
    for (a, b) in zip(line, line.dropFirst()) where a.y == b.y {
      if min(a.x, b.x) <= x && x <= max(a.x, b.x) { return a.y }
    }
    return nil
  }
}
