/// Draws the lines of a placement at right angles and fixes the columns.
struct Router {
  let graph: IndexedGraph
  let placement: Placement
  let options: LayoutOptions

  func routed() -> RoutedGraph {
    let layered = placement.layered
    let plan = PortPlan(graph: graph, placement: placement, options: options)
    let height = self.height
    let widths = layered.order.map { items in
      items.lazy.filter { layered.isNode($0) }.map { graph.widths[$0] }.max() ?? 1
    }
    let channels = plan.gaps.enumerated().map { layer, gap in
      Channel(
        leftPins: gap.leftPorts.map(\.row), rightPins: gap.rightPorts.map(\.row),
        hops: gap.hops.map { hop in
          Channel.Hop(left: hop.left, right: hop.right, isFlat: hop.isFlat, label: labelWidth(of: hop))
        }, height: height, available: availableGap(behind: layer, width: widths[layer]))
    }
    let columns = ColumnAssignment.columns(
      widths: widths, gaps: channels.map(\.width), options: options, previous: placement.columns)
    let rects = (0..<graph.nodeCount).map { node in
      CellRect(
        x: columns[layered.layer[node]].x, y: placement.rows[node], width: graph.widths[node],
        height: graph.heights[node])
    }
    let builder = PathBuilder(
      graph: graph, layered: layered, gaps: plan.gaps, channels: channels, columns: columns, rects: rects)
    let paths = builder.paths()
    let lowest = channels.map(\.lowestRow).max() ?? 0
    let right = paths.lazy.flatMap { $0.points.map(\.x) }.max() ?? 0
    let size = CellSize(
      width: max(columns.last?.maxX ?? 0, right + 1), height: max(height, lowest + 1))
    let crossings = channels.reduce(0) { $0 + $1.crossings }
    return RoutedGraph(size: size, rects: rects, paths: paths, columns: columns, crossings: crossings)
  }

  /// The rows that nodes and lines through layers take.
  private var height: Int {
    var height = 0
    for (item, row) in placement.rows.enumerated() {
      let own = item < graph.nodeCount ? graph.heights[item] + (placement.needsRowBelow[item] ? 1 : 0) : 1
      height = max(height, row + own)
    }
    return height
  }

  /// The gap that an earlier drawing left behind a layer; nil where that does not bind.
  private func availableGap(behind layer: Int, width: Int) -> Int? {
    guard let columns = placement.columns, layer + 1 < columns.count, let left = columns[layer],
      let right = columns[layer + 1]
    else { return nil }
    return right.x - left.x - max(left.width, width)
  }

  /// The label stands in the gap where the edge arrives; an edge within a layer has no place for one.
  private func labelWidth(of hop: GapPlan.Hop) -> Int {
    let edge = graph.edges[hop.edge]
    let arrives = edge.target == hop.rightItem || edge.target == hop.leftItem
    return arrives && !hop.isFlat ? edge.labelWidth : 0
  }
}
