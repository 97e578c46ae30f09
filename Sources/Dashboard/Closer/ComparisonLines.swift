import Cells
import Texts
import TrafficConfig

/// Two versions in the same time as a table, and in words what differs beyond chance.
struct ComparisonLines {
  var comparison: VersionComparison

  private static let labelWidth = 10

  /// - Parameter window: seconds that latencies are over.
  func lines(width: Int, window: Double) -> [TextLine] {
    let seconds = max(comparison.version.seconds, comparison.other.seconds)
    let title =
      tr("\(comparison.name) beside \(comparison.otherName)")
      + (seconds > 0 ? tr(", the last \(Figures.age(seconds))") : "")
    let column = max(9, min(20, (width - Self.labelWidth - 24) / 2))
    var lines = [
      TextLine(title, .heading).cut(to: width),
      row(
        "", comparison.name.fitted(column - 1), comparison.otherName.fitted(column - 1), tr("difference, 95 %"), column,
        .muted),
      row(
        tr("requests"), Figures.count(comparison.version.requests), Figures.count(comparison.other.requests), "", column
      ),
      row(tr("rate"), Figures.rate(comparison.version.rate), Figures.rate(comparison.other.rate), "", column),
    ]
    let errors = comparison.errorDifference
    lines.append(
      row(
        tr("errors"), Figures.percent(comparison.errors.value), Figures.percent(comparison.otherErrors.value),
        difference(errors, unit: tr("points")), column, differenceStyle: style(errors)))
    for percentile in comparison.percentiles {
      guard percentile.version != nil || percentile.other != nil else { continue }
      lines.append(
        row(
          "p\(percentile.percent)", Figures.milliseconds(percentile.version?.value),
          Figures.milliseconds(percentile.other?.value),
          percentile.difference.map { difference($0, unit: "ms") } ?? Figures.none, column,
          differenceStyle: percentile.difference.map(style) ?? .idle))
    }
    lines = lines.map { $0.cut(to: width) }
    lines += TextLine.wrapped(
      sign(errors) + comparison.errorSentence, width: width, style(errors) == .muted ? .text : style(errors))
    if comparison.percentiles.contains(where: { $0.difference != nil }) {
      lines += TextLine.wrapped(
        tr("\(comparison.latencySentence) Latency is over the window of \(Figures.duration(window.rounded()))."),
        width: width, .muted
      )
    }
    return lines
  }

  private func row(
    _ label: String, _ version: String, _ other: String, _ difference: String, _ column: Int, _ style: Style = .text,
    differenceStyle: Style? = nil
  ) -> TextLine {
    TextLine(label.rightPadded(Self.labelWidth), .muted)
      + TextLine(version.leftPadded(column) + other.leftPadded(column), style)
      + TextLine("  " + difference, differenceStyle ?? style)
  }

  /// Such as `+0.8 to +2.1 points`.
  private func difference(_ difference: EstimateDifference, unit: String) -> String {
    func signed(_ value: Double) -> String {
      let text = VersionComparison.figure(value)
      return value > 0 && text != "0" ? "+" + text : text
    }
    switch (difference.low, difference.high) {
    case (let low?, let high?): return tr("\(signed(low)) to \(signed(high)) \(unit)")
    case (let low?, nil): return tr("\(signed(low)) \(unit) or more")
    case (nil, let high?): return tr("\(signed(high)) \(unit) or less")
    case (nil, nil): return tr("cannot be told")
    }
  }

  private func style(_ difference: EstimateDifference) -> Style {
    difference.isMore ? .error : difference.isLess ? .healthy : .muted
  }

  private func sign(_ difference: EstimateDifference) -> String {
    difference.isMore ? "✗ " : difference.isLess ? "✓ " : "· "
  }
}
