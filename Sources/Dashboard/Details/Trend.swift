import Cells
import Texts

/// The rate and the errors of the last minutes, drawn as wide as there is room for.
struct Trend: Hashable, Sendable {
  var history: History
  /// Requests per second now.
  var rate: Double
  /// 0...100; nil without requests.
  var percentError: Double?
  /// Bytes per second now, shown where there are no requests.
  var byteRate: Double

  /// Below this many columns a sparkline tells nothing.
  private static let least = 4
  private static let most = 40

  /// The line for so many columns; empty if not even the figures fit.
  func line(width: Int) -> TextLine {
    if rate <= 0, byteRate > 0 {
      let line = TextLine("TCP ", .muted) + TextLine(Figures.byteRate(byteRate))
      return line.width <= width ? line : TextLine()
    }
    let isBad = (percentError ?? 0) > 0
    let rateText = NumberFormat.rate(rate).dropLast(2).description.leftPadded(4) + " "
    let errorText = NumberFormat.percent(percentError)
    let words = TextWidth.of(tr("req/s ")) + TextWidth.of(tr("errors ")) + 1
    let fixed = words + TextWidth.of(rateText) + TextWidth.of(errorText) + 1
    guard fixed <= width + 1 else { return TextLine() }
    let columns = min(Self.most, (width - fixed) / 2)
    var line = TextLine(tr("req/s "), .muted)
    line.append(rateText)
    if columns >= Self.least { line.append(Sparkline.text(history.rates, width: columns), .sparkline) }
    line.append(columns >= Self.least ? "  " + tr("errors ") : " " + tr("errors "), .muted)
    line.append(errorText, isBad ? .error : .text)
    if columns >= Self.least {
      // Errors are drawn against 5 % at least, so that a few in a thousand do not look like a cliff.
      let top = max(5, history.errors.max() ?? 0)
      line.append(
        " " + Sparkline.text(history.errors, width: columns, maximum: top), isBad ? .sparklineError : .sparkline)
    }
    return line
  }
}
