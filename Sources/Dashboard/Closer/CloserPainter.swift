import Cells
import Texts

/// Draws the close look at a service or workload: what it does now and lately, then the part that was chosen.
struct CloserPainter {
  var reader: CloserReader
  var isStale: Bool

  private var screen: CloserScreen { reader.screen }

  /// Rows above the part: the charts and the names of the parts.
  private func chartRows(in area: Rect) -> Int {
    screen.part == .charts ? 0 : area.height >= 22 ? 4 : area.height >= 12 ? 2 : 0
  }

  private func tabRow(in area: Rect) -> Int { area.y + chartRows(in: area) }

  private func place(in area: Rect) -> Rect {
    let isLog = screen.part == .log
    let above = chartRows(in: area) + 1 + (isLog ? 1 : 0)
    return Rect(x: area.x + 1, y: area.y + above, width: area.width - 2, height: max(0, area.height - above))
  }

  func partHeight(in area: Rect) -> Int { place(in: area).height }

  func mostScroll(in area: Rect) -> Int {
    let place = place(in: area)
    return max(0, reader.lines(screen.part, width: place.width, height: place.height).count - place.height)
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 2, area.width > 10 else { return }
    drawCharts(on: &canvas, in: area)
    canvas.write(tabs(width: area.width - 2).line, x: area.x + 1, y: tabRow(in: area), width: area.width - 2)
    let place = place(in: area)
    if screen.part == .log {
      canvas.write(reader.logHeading, x: place.x, y: place.y - 1, width: place.width)
    }
    let lines = reader.lines(screen.part, width: place.width, height: place.height)
    ListPainter.draw(lines, scroll: screen.scroll ?? lines.count, on: &canvas, in: place)
    if isStale { canvas.restyle(area) { $0 == .warning || $0 == .accent ? $0 : .stale } }
  }

  // MARK: Charts

  private func drawCharts(on canvas: inout Canvas, in area: Rect) {
    let rows = chartRows(in: area)
    guard rows > 0 else { return }
    let (history, traffic) = (reader.history, reader.traffic)
    let isBad = (traffic.percentError ?? 0) > 0
    let charts: [(label: String, now: String, values: [Double?], top: Double?, most: String, style: Style)] = [
      (
        tr("req/s"),
        traffic.rate <= 0 && traffic.bytesPerSecond > 0
          ? Figures.byteRate(traffic.bytesPerSecond) : Figures.rate(traffic.rate), history.rates, nil,
        Figures.rate(history.rates.max()), .sparkline
      ),
      (
        tr("errors"), Figures.percent(traffic.percentError), history.errors, max(5, history.errors.max() ?? 0),
        Figures.percent(history.errors.max()), isBad ? .sparklineError : .sparkline
      ),
      (
        "p95", Figures.milliseconds(reader.latency?.p95), history.p95s, nil,
        Figures.milliseconds(history.p95s.compactMap(\.self).max()), .sparkline
      ),
    ]
    for (i, chart) in charts.prefix(rows == 2 ? 2 : 3).enumerated() {
      let y = area.y + i
      var line = TextLine(" " + chart.label.rightPadded(7), .muted)
      line.append(chart.now.leftPadded(8) + "  ", i == 1 && isBad ? .error : .text)
      let most = tr(" most \(chart.most)")
      let room = area.width - line.width - 13
      line.append(Sparkline.text(chart.values, width: max(0, min(room, 120)), maximum: chart.top), chart.style)
      line.append(most.cutLeft(13), .muted)
      canvas.write(line, x: area.x, y: y, width: area.width)
    }
    if rows == 4, history.seconds > 0 {
      canvas.write(
        tr("\(history.rates.count) polls over \(Figures.age(history.seconds))"), x: area.x + 1, y: area.y + 3,
        style: .muted, maxWidth: area.width - 2)
    }
  }

  // MARK: Parts

  private func tabs(width: Int) -> (line: TextLine, ends: [Int]) {
    var line = TextLine()
    var ends: [Int] = []
    let isShort = screen.parts.reduce(0) { $0 + $1.title.count + 2 } > width
    for part in screen.parts {
      let isHere = part == screen.part
      let name = isHere ? "[\(part.title)]" : isShort ? " \(part.title.prefix(3))" : " \(part.title) "
      line.append(name, isHere ? Style.accent.bold : .muted)
      ends.append(line.width)
    }
    return (line, ends)
  }

  /// The part whose name is at a point; nil elsewhere.
  func part(at point: Point, in area: Rect) -> CloserScreen.Part? {
    guard point.y == tabRow(in: area), point.x > area.x else { return nil }
    let ends = tabs(width: area.width - 2).ends
    return ends.firstIndex { point.x - area.x - 1 < $0 }.map { screen.parts[$0] }
  }
}

extension String {
  /// At most so many columns, right-aligned.
  fileprivate func cutLeft(_ width: Int) -> String { fitted(width).leftPadded(width) }
}
