/// Collects what lines draw in the cells of a viewport.
struct StrokePainter {
  private let area: CellRect
  /// For each cell of the viewport, row by row, its index into `strokes`; -1 for none.
  private var index: [Int32]
  private var strokes: [LineStroke] = []

  init(size: CellSize, viewport: CellRect?) {
    let wanted = viewport ?? CellRect(x: 0, y: 0, width: size.width, height: size.height)
    let (left, top) = (max(wanted.x, 0), max(wanted.y, 0))
    area = CellRect(
      x: left, y: top, width: max(0, min(wanted.maxX, size.width) - left),
      height: max(0, min(wanted.maxY, size.height) - top))
    index = Array(repeating: -1, count: area.width * area.height)
  }

  /// Adds a line, from its source on.
  mutating func add(points: [CellPoint], start: LineArms, arrow: ArrowDirection, edge: Int) {
    guard let last = points.last else { return }
    var incoming = start
    for (from, to) in zip(points, points.dropFirst()) {
      let step = CellPoint(x: (to.x - from.x).signum(), y: (to.y - from.y).signum())
      let outgoing: LineArms = step.x > 0 ? .east : step.x < 0 ? .west : step.y > 0 ? .south : .north
      let straight: LineArms = [outgoing.opposite, outgoing]
      for distance in visibleSteps(from: from, to: to) {
        let point = CellPoint(x: from.x + step.x * distance, y: from.y + step.y * distance)
        put(point, distance == 0 ? [incoming, outgoing] : straight, nil, edge)
      }
      incoming = outgoing.opposite
    }
    if area.contains(last) { put(last, incoming, arrow, edge) }
  }

  /// The steps from one corner to the next, without the last, that lie inside the viewport.
  private func visibleSteps(from: CellPoint, to: CellPoint) -> Range<Int> {
    if from.y == to.y {
      if from.y < area.y || from.y >= area.maxY { return 0..<0 }
      return Self.steps(from: from.x, to: to.x, low: area.x, high: area.maxX)
    }
    if from.x < area.x || from.x >= area.maxX { return 0..<0 }
    return Self.steps(from: from.y, to: to.y, low: area.y, high: area.maxY)
  }

  private static func steps(from: Int, to: Int, low: Int, high: Int) -> Range<Int> {
    let count = abs(to - from)
    let (first, end) = to > from ? (low - from, high - from) : (from - high + 1, from - low + 1)
    let start = min(max(first, 0), count)
    return start..<max(start, min(end, count))
  }

  private mutating func put(_ point: CellPoint, _ arms: LineArms, _ arrow: ArrowDirection?, _ edge: Int) {
    let cell = (point.y - area.y) * area.width + point.x - area.x
    var at = Int(index[cell])
    if at < 0 {
      at = strokes.count
      index[cell] = Int32(at)
      strokes.append(LineStroke(point: point, arms: [], isCrossing: true))
    }
    strokes[at].arms.formUnion(arms)
    if !arms.isDisjoint(with: .horizontal) { strokes[at].horizontal.append(edge) }
    if !arms.isDisjoint(with: .vertical) { strokes[at].vertical.append(edge) }
    if arms != .horizontal && arms != .vertical { strokes[at].isCrossing = false }
    if let arrow { strokes[at].arrow = arrow }
  }

  /// The strokes by row, then column.
  func finished() -> [LineStroke] {
    var result: [LineStroke] = []
    result.reserveCapacity(strokes.count)
    for at in index where at >= 0 {
      var stroke = strokes[Int(at)]
      if stroke.arms != .all { stroke.isCrossing = false }
      result.append(stroke)
    }
    return result
  }
}
