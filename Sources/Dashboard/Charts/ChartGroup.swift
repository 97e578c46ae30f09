import Cells
import MeshModel
import Texts

/// The charts of one card, link, version or workload below each other, over one axis of time.
struct ChartGroup: Hashable, Sendable {
  /// What it is of, in a word.
  var name = ""
  /// Where there are several groups.
  var title = TextLine()
  var history: History
  /// What is said beside the charts: as of now.
  var rate: Double?
  var percentError: Double?
  var latency: Latency?
  /// When proxies restarted, in seconds since 1970, and which.
  var restarts: [Restart] = []
  var metrics: [ChartMetric]
  /// The greatest values that the scales must hold; those of the history where they are greater.
  var least: [ChartMetric: Double] = [:]
  /// Seconds that are shown.
  var seconds: Double
  /// The time at the right, in seconds since 1970.
  var end: Double
  /// Seconds east of UTC.
  var utcOffset: Int
  var glyphs: ChartGlyphs

  struct Restart: Hashable, Sendable {
    var pod: String
    var time: Double
  }

  /// Columns of the labels of scales.
  private static let labelWidth = 7
  /// A title and two rows of a chart.
  private static let leastRows = 3

  init(
    _ history: History, seconds: Double? = nil, end: Double, utcOffset: Int, glyphs: ChartGlyphs
  ) {
    self.history = history
    metrics = ChartMetric.known(in: history)
    self.seconds = seconds ?? ChartSpan.holding(history)
    self.end = end
    self.utcOffset = utcOffset
    self.glyphs = glyphs
  }

  /// The greatest value in sight.
  func most(_ metric: ChartMetric) -> Double {
    history.points.lazy.filter { $0.time > end - seconds }
      .flatMap { point in metric.lines.compactMap { $0.value(point) } }.filter(\.isFinite).max() ?? 0
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.width > Self.labelWidth + 4, rect.height >= Self.leastRows else { return }
    canvas.clipped(to: rect) { canvas in
      var y = rect.y
      if !title.isEmpty {
        canvas.write(title, x: rect.x, y: y, width: rect.width)
        y += 1
      }
      let shown = restarts.filter { $0.time > end - seconds && $0.time <= end }
      let room = rect.bottom - y
      let below = room >= 2 * Self.leastRows + 1 || metrics.count == 1 && room > Self.leastRows ? 1 : 0
      let legend = shown.isEmpty || room < 3 * Self.leastRows + 2 ? 0 : 1
      let count = max(1, min(metrics.count, (room - below - legend) / Self.leastRows))
      let rows = room - below - legend
      for (place, metric) in metrics.prefix(count).enumerated() {
        let height = rows / count + (place < rows % count ? 1 : 0)
        draw(metric, shown, on: &canvas, in: Rect(x: rect.x, y: y, width: rect.width, height: height))
        y += height
      }
      if below > 0 {
        drawTimes(on: &canvas, in: Rect(x: rect.x, y: y, width: rect.width, height: 1))
        y += 1
      }
      if legend > 0 { canvas.write(legendLine(shown), x: rect.x, y: y, width: rect.width) }
    }
  }

  private func plot(_ rect: Rect) -> Rect {
    Rect(
      x: rect.x + Self.labelWidth + 1, y: rect.y + 1, width: max(0, rect.width - Self.labelWidth - 1),
      height: max(0, rect.height - 1))
  }

  private func draw(_ metric: ChartMetric, _ restarts: [Restart], on canvas: inout Canvas, in rect: Rect) {
    let most = most(metric)
    let top = metric.top(above: max(most, least[metric] ?? 0))
    let plot = plot(rect)
    drawTitle(metric, most: most, top: top, on: &canvas, in: rect)
    for y in plot.y..<plot.bottom { canvas.put("│", x: plot.x - 1, y: y, style: .border) }
    var labels = [(plot.y, top)]
    if plot.height >= 2 { labels.append((plot.bottom - 1, 0)) }
    if plot.height >= 7, plot.height % 2 == 1 { labels.append((plot.y + plot.height / 2, top / 2)) }
    for (y, value) in labels {
      canvas.put("┤", x: plot.x - 1, y: y, style: .border)
      canvas.write(
        value == 0 ? "0" : metric.scaleText(value), x: rect.x, y: y, style: .muted, maxWidth: Self.labelWidth,
        alignment: .right)
    }
    chart(metric, top: top, restarts).draw(on: &canvas, in: plot)
  }

  private func chart(_ metric: ChartMetric, top: Double, _ restarts: [Restart]) -> Chart {
    let lines = metric.lines
    let spans = spans
    let series = lines.enumerated().map { place, line in
      Chart.Series(
        zip(history.points, spans).compactMap { point, span in
          line.value(point).map { Chart.Value(from: span, to: point.time, $0) }
        },
        style: style(metric, place), isFilled: lines.count == 1, mark: Self.marks[place])
    }
    return Chart(
      series, seconds: seconds, end: end, top: top, marks: restarts.map(\.time), glyphs: glyphs)
  }

  /// When what each point stands for began. Where polls come a little late, or a recording left some out, that is where
  /// the point before ended; a longer silence is a gap.
  private var spans: [Double] {
    let times = history.points.map(\.time)
    let usual = zip(times.dropFirst(), times).map { $0 - $1 }.sorted()
    let patience = usual.isEmpty ? 0 : usual[usual.count / 2] * 1.5
    return history.points.enumerated().map { place, point in
      let own = min(point.since, point.time - point.seconds)
      guard place > 0 else { return own }
      let before = history.points[place - 1].time
      return point.time - before <= patience || own < before ? before : own
    }
  }

  private static let marks: [Unicode.Scalar] = ["o", "+", "*"]

  private func style(_ metric: ChartMetric, _ place: Int) -> Style {
    switch metric {
    case .rate, .bytes: .sparkline
    case .errors: most(.errors) > 0 ? .sparklineError : .sparkline
    case .latency: ([.muted, .barObserved, .sparkline] as [Style])[place]
    }
  }

  /// Name and figures, and at the right what the scale is.
  private func drawTitle(
    _ metric: ChartMetric, most: Double, top: Double, on canvas: inout Canvas, in rect: Rect
  ) {
    var line = TextLine(metric.title, .heading)
    switch metric {
    case .rate, .bytes: line.append("  " + metric.text(rate), .text)
    case .errors: line.append("  " + metric.text(percentError), (percentError ?? 0) > 0 ? .error : .text)
    case .latency:
      let figures = [("p50", latency?.p50, 2), ("p95", latency?.p95, 1), ("p99", latency?.p99, 0)]
      for (name, value, place) in figures {
        let mark = glyphs == .ascii ? String(Character(Self.marks[place])) : ""
        line.append("  \(name)\(mark)", style(.latency, place))
        line.append(" " + metric.text(value), .text)
      }
    }
    // The names of the percentiles say what it is.
    if metric == .latency, line.width > rect.width { line.spans.removeFirst() }
    canvas.write(line, x: rect.x, y: rect.y, width: rect.width)
    let peak = tr("most \(metric.text(most))")
    let scale = tr("scale 0 to \(metric.scaleText(top))")
    for text in ["\(peak)   \(scale)", scale, peak] {
      guard line.width + 2 + TextWidth.of(text) <= rect.width else { continue }
      canvas.write(TextLine(text, .muted), endingAt: rect.right, y: rect.y)
      return
    }
  }

  // MARK: Time

  private func drawTimes(on canvas: inout Canvas, in rect: Rect) {
    let plot = plot(rect)
    let chart = Chart([], seconds: seconds, end: end, top: 1, glyphs: glyphs)
    let span = chart.span(width: plot.width)
    let spacing = seconds / Double(max(1, plot.width)) * 12
    let marks = ChartScale.marks(in: span, spacing: spacing, offset: Double(utcOffset))
    let hasSeconds = marks.count > 1 && marks[1] - marks[0] < 60
    canvas.write(
      Figures.duration(seconds), x: rect.x, y: rect.y, style: .muted, maxWidth: Self.labelWidth, alignment: .right)
    for mark in marks {
      guard let column = chart.column(of: mark, width: plot.width) else { continue }
      let text = "╵" + String(Figures.clock(mark, offset: utcOffset).prefix(hasSeconds ? 8 : 5))
      guard column + text.count <= plot.width else { continue }
      canvas.write(text, x: plot.x + column, y: rect.y, style: .muted)
    }
  }

  private func legendLine(_ restarts: [Restart]) -> TextLine {
    let words = restarts.sorted { $0.time < $1.time }.map { restart in
      "\(restart.pod) \(Figures.clock(restart.time, offset: utcOffset))"
    }
    return TextLine("│ ", .muted) + TextLine(tr("proxy restarted: \(words.joined(separator: ", "))"), .warning)
  }
}
