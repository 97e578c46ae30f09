/// Turns ports, rows and tracks into the corners of each edge's line.
struct PathBuilder {
  private let graph: IndexedGraph
  private let layered: LayeredGraph
  private let gaps: [GapPlan]
  private let channels: [Channel]
  private let columns: [LayoutColumn]
  private let rects: [CellRect]
  /// The number of each edge's hop in the gap behind a layer, by edge and layer.
  private var hopNumber: [[Int]]
  /// The distance of the tracks in each gap.
  private let spacing: [Int]

  init(
    graph: IndexedGraph, layered: LayeredGraph, gaps: [GapPlan], channels: [Channel], columns: [LayoutColumn],
    rects: [CellRect]
  ) {
    self.graph = graph
    self.layered = layered
    self.gaps = gaps
    self.channels = channels
    self.columns = columns
    self.rects = rects
    spacing = channels.indices.map { gap in
      let width = gap + 1 < columns.count ? columns[gap + 1].x - columns[gap].maxX : nil
      return Self.spacing(channels[gap], gap: width)
    }
    hopNumber = Array(repeating: [], count: graph.edges.count)
    for gap in gaps { for (number, hop) in gap.hops.enumerated() { hopNumber[hop.edge].append(number) } }
  }

  func paths() -> [RoutedGraph.Path] { graph.edges.indices.map { path(of: $0) } }

  private func path(of edge: Int) -> RoutedGraph.Path {
    let source = graph.edges[edge].source
    let target = graph.edges[edge].target
    let first = layered.layer[layered.chains[edge][0]]
    if layered.layer[source] == layered.layer[target] { return flatPath(of: edge, layer: first) }

    var points: [CellPoint] = []
    var label: CellRect?
    var startIsBelow = false
    var endIsBelow = false
    for (step, number) in hopNumber[edge].enumerated() {
      let gap = first + step
      let hop = channels[gap].hops[number]
      let left = gaps[gap].leftPorts[hop.left]
      let right = gaps[gap].rightPorts[hop.right]
      if step == 0 {
        points.append(startPoint(left))
        startIsBelow = left.isBelow
      }
      if let x = leftTrack(gap, hop.left, hop.row) {
        points += [CellPoint(x: x, y: left.row), CellPoint(x: x, y: hop.row)]
      }
      if let x = rightTrack(gap, hop.right, hop.row) {
        points += [CellPoint(x: x, y: hop.row), CellPoint(x: x, y: right.row)]
      }
      if step == hopNumber[edge].count - 1 {
        points.append(endPoint(right))
        endIsBelow = right.isBelow
      }
      if hop.label > 0 { label = labelRect(gap, hop) }
    }
    points = simplified(points)
    let isReversed = layered.layer[source] > layered.layer[target]
    if !isReversed {
      return RoutedGraph.Path(points: points, label: label, isReversed: false, start: .right, arrow: .right)
    }
    return RoutedGraph.Path(
      points: points.reversed(), label: label, isReversed: true, start: endIsBelow ? .below : .left,
      arrow: startIsBelow ? .up : .left)
  }

  private func flatPath(of edge: Int, layer: Int) -> RoutedGraph.Path {
    let hop = channels[layer].hops[hopNumber[edge][0]]
    let from = gaps[layer].leftPorts[hop.left]
    let to = gaps[layer].leftPorts[hop.right]
    var points = [startPoint(from)]
    if let x = leftTrack(layer, hop.left, hop.row) {
      points += [CellPoint(x: x, y: from.row), CellPoint(x: x, y: hop.row)]
    }
    if let x = leftTrack(layer, hop.right, hop.row) {
      points += [CellPoint(x: x, y: hop.row), CellPoint(x: x, y: to.row)]
    }
    points.append(startPoint(to))
    return RoutedGraph.Path(
      points: simplified(points), label: nil, isReversed: true, start: .right, arrow: to.isBelow ? .up : .left)
  }

  /// Where a line meets the right side of a node, or the row below it.
  private func startPoint(_ port: Port) -> CellPoint {
    CellPoint(x: rects[port.item].maxX - (port.isBelow ? 1 : 0), y: port.row)
  }

  /// Where a line meets the left side of a node, or the row below it.
  private func endPoint(_ port: Port) -> CellPoint {
    CellPoint(x: rects[port.item].x - (port.isBelow ? 0 : 1), y: port.row)
  }

  /// The column by which a left port reaches a row; nil if the line runs straight.
  private func leftTrack(_ gap: Int, _ net: Int, _ row: Int) -> Int? {
    channels[gap].leftZone.track(of: net, to: row).map { columns[gap].maxX + 1 + $0 * spacing[gap] }
  }

  /// The column by which a right port is reached from a row; nil if the line runs straight.
  private func rightTrack(_ gap: Int, _ net: Int, _ row: Int) -> Int? {
    channels[gap].rightZone.track(of: net, to: row).map { columns[gap + 1].x - 2 - $0 * spacing[gap] }
  }

  /// Every other column carries a track where the gap is wide enough, else every column.
  private static func spacing(_ channel: Channel, gap: Int?) -> Int {
    guard let gap else { return 1 }
    let more = max(channel.leftZone.trackCount - 1, 0) + max(channel.rightZone.trackCount - 1, 0)
    return gap - channel.width >= more ? 2 : 1
  }

  /// Labels of a gap end at the same column, in the middle between its tracks.
  private func labelRect(_ gap: Int, _ hop: Channel.Hop) -> CellRect {
    let channel = channels[gap]
    let width = { (count: Int) in count == 0 ? 0 : (count - 1) * spacing[gap] + 1 }
    let start = columns[gap].maxX + 1 + width(channel.leftZone.trackCount)
    let end = columns[gap + 1].x - 1 - width(channel.rightZone.trackCount)
    let field = start + max(0, end - start - channel.labelWidth + 1) / 2
    return CellRect(x: field + channel.labelWidth - hop.label, y: hop.row, width: hop.label, height: 1)
  }

  /// The points without repeats and without those on the way between two others.
  private func simplified(_ points: [CellPoint]) -> [CellPoint] {
    var result: [CellPoint] = []
    for point in points {
      if result.last == point { continue }
      if result.count >= 2 {
        let (a, b) = (result[result.count - 2], result[result.count - 1])
        if (a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y) { result.removeLast() }
      }
      result.append(point)
    }
    return result
  }
}
