import Cells
import MeshModel
import Texts

/// Draws one card into its rectangle.
struct CardPainter {
  var card: GraphCard
  var columns: CardColumns
  var isSelected: Bool
  /// The card is a hit of the current search.
  var isMatch: Bool

  func draw(on canvas: inout Canvas, in rect: Rect) {
    if columns.style == .line {
      drawLine(on: &canvas, in: rect)
    } else {
      drawBox(on: &canvas, in: rect)
    }
  }

  private var statusStyle: Style {
    card.isLingering ? .idle : card.isDoubtful ? .warning : card.health.status.style
  }
  private var textStyle: Style { card.isLingering || card.asOf != nil ? .idle : .text }
  private var mutedStyle: Style { card.isLingering ? .idle : .muted }

  private var borderStyle: Style {
    if isSelected { return .borderFocused }
    switch card.health.status {
    case .failure where !card.isLingering: return .failure
    case .degraded where !card.isLingering: return .degraded
    default: return card.isLingering ? .edgeIdle : .border
    }
  }

  private var titleStyle: Style {
    if isMatch { return .match }
    if card.isLingering { return .idle }
    return isSelected ? Style.title.bold : .title
  }

  // MARK: One row

  private func drawLine(on canvas: inout Canvas, in rect: Rect) {
    let style: Style = isSelected ? .selection : borderStyle
    canvas.write(isSelected ? "▐" : "[", x: rect.x, y: rect.y, style: style)
    canvas.write(isSelected ? "▌" : "]", x: rect.right - 1, y: rect.y, style: style)
    let inner = rect.inset(columns: 1)
    canvas.fill(inner, style: isSelected ? .selection : .text)
    canvas.write(
      card.lineTitle, x: inner.x, y: rect.y, style: isSelected ? .selection : titleStyle, maxWidth: columns.title,
      fit: .ends)
    canvas.write(
      trafficText.leftPadded(columns.rate), x: inner.right - columns.rate - 2, y: rect.y,
      style: isSelected ? .selection : mutedStyle)
    canvas.write(card.signText, x: inner.right - 1, y: rect.y, style: isSelected ? .selection : statusStyle)
  }

  // MARK: Box

  private func drawBox(on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect)
    canvas.box(rect, style: borderStyle, weight: isSelected ? .heavy : .light, rounded: true)
    drawTitle(on: &canvas, in: rect)
    let inner = rect.inset(columns: 1 + columns.style.padding, rows: 1)
    var y = inner.y
    if card.needsNamespaceRow {
      canvas.write(card.namespace, x: inner.x, y: y, style: mutedStyle, maxWidth: inner.width, fit: .ends)
      y += 1
    }
    if card.rows.isEmpty {
      canvas.write(card.loneLabel, x: inner.x, y: y, style: mutedStyle, maxWidth: inner.width)
      let rate = trafficText
      if TextWidth.of(card.loneLabel) + 1 + TextWidth.of(rate) <= inner.width {
        canvas.write(rate, x: inner.x, y: y, style: textStyle, maxWidth: inner.width, alignment: .right)
      }
    }
    for row in card.rows where y < inner.bottom {
      draw(row, on: &canvas, x: inner.x, y: y, width: inner.width)
      y += 1
    }
    drawFoot(on: &canvas, in: rect)
  }

  private func drawTitle(on canvas: inout Canvas, in rect: Rect) {
    let tight = columns.style == .compact
    let titleX = rect.x + (tight ? 1 : 2)
    let signX = rect.right - (tight ? 2 : 3)
    if !tight { canvas.write(" ", x: rect.x + 1, y: rect.y) }
    // A long title leaves room for the letters of the marks that the card was made wide enough for.
    let kept = card.markWidth > 0 ? card.markWidth + (tight ? 1 : 5) : 0
    let used = canvas.write(
      card.shownTitle, x: titleX, y: rect.y, style: titleStyle, maxWidth: max(1, signX - titleX - 1 - kept), fit: .ends)
    canvas.write(" ", x: titleX + used, y: rect.y)
    canvas.write(" " + card.signText, x: signX - 1, y: rect.y, style: statusStyle)
    if !tight { canvas.write(" ", x: signX + 1, y: rect.y) }
    // The tag stands between title and sign, with a stroke of the border on each side where there is room for that.
    let free = signX - 1 - (titleX + used + 1)
    let style: Style = card.isOffWeights && !card.isLingering ? .warning : mutedStyle
    if tight {
      guard let tag = card.tag(room: free) else { return }
      canvas.write(tag, x: titleX + used + 1, y: rect.y, style: style)
    } else if let tag = card.tag(room: free - 4) {
      canvas.write(" \(tag) ", x: signX - 2 - TextWidth.of(tag) - 2, y: rect.y, style: style)
    }
  }

  private func draw(_ row: CardRow, on canvas: inout Canvas, x: Int, y: Int, width: Int) {
    let isQuiet = row.isIdle || card.isLingering
    let style: Style = isQuiet ? .idle : .text
    var column = x
    if columns.label > 0 {
      let isNamespace = card.loneLabelIsNamespace
      let label = row.label.isEmpty && card.rows.count <= 1 ? card.loneLabel : card.shownLabel(of: row)
      canvas.write(
        label, x: column, y: y, style: isNamespace ? mutedStyle : style, maxWidth: columns.label, fit: .ends)
      column += columns.label + 1
    }
    if columns.bar > 0 {
      let fraction = (row.observed ?? 0) / 100
      canvas.bar(
        isQuiet ? 0 : fraction, x: column, y: y, width: columns.bar, style: isQuiet ? .barEmpty : barStyle(row))
      column += columns.bar + 1
    }
    if columns.share > 0 {
      canvas.write(row.shareText.leftPadded(columns.share), x: column, y: y, style: style)
    }
    // From the right: the errors, the rate. Wider cards leave the blank in the middle.
    var right = x + width
    let signX = columns.sign > 0 ? right - 1 : x - 1
    if card.rows.count > 1 {
      let loud: Style = row.isUnread ? .warning : row.health.status.style
      canvas.write(rowSign(row), x: signX, y: y, style: isQuiet ? .idle : loud)
    }
    if columns.sign > 0 { right -= 2 }
    if columns.error > 0 {
      let percent = isQuiet ? nil : row.percentError
      canvas.write(
        NumberFormat.percent(percent, width: columns.error), x: right - columns.error, y: y,
        style: (percent ?? 0) > 0 ? .error : mutedStyle)
      right -= columns.error + 1
    }
    if columns.rate > 0 {
      canvas.write(row.rateText.leftPadded(columns.rate), x: right - columns.rate, y: y, style: style)
    }
  }

  private func barStyle(_ row: CardRow) -> Style {
    switch row.health.status {
    case .failure: .failure
    case .degraded: .degraded
    default: .barFilled
    }
  }

  /// A row is marked when it is not well; a healthy one is left calm, since the card says so.
  private func rowSign(_ row: CardRow) -> String {
    switch row.health.status {
    case .healthy where row.isUnread, .idle where row.isUnread, .na where row.isUnread: HealthStatus.na.sign
    case .degraded, .failure, .notReady: card.isLingering ? " " : row.health.status.sign
    default: " "
    }
  }

  /// What fails most, and how slow it is.
  private func drawFoot(on canvas: inout Canvas, in rect: Rect) {
    guard !card.isLingering else { return }
    let tight = columns.style == .compact
    let inset = tight ? 1 : 2
    var right = rect.right - inset
    if let p95 = card.latency?.p95, !tight {
      let text = " p95 " + NumberFormat.milliseconds(p95) + " "
      right -= TextWidth.of(text)
      canvas.write(text, x: right, y: rect.bottom - 1, style: .muted)
    }
    var x = rect.x + inset
    if tight, card.rows.count > 1 {
      x += canvas.write(trafficText, x: x, y: rect.bottom - 1, style: .muted) + 1
    }
    guard let error = card.topError else { return }
    let pad = tight ? "" : " "
    let share = ResponseWords.code(error.code) + " " + Figures.percent(error.percent)
    let long = error.flags == "-" ? share : share + " " + error.flags
    for text in [long, share, Figures.percent(error.percent)] where TextWidth.of(text) + 2 * pad.count <= right - x {
      let start = tight ? right - TextWidth.of(text) : x
      canvas.write(pad + text + pad, x: start, y: rect.bottom - 1, style: .error)
      return
    }
  }

  private var trafficText: String {
    let traffic = card.traffic
    if traffic.rate > 0 { return Figures.rate(traffic.rate) }
    return traffic.bytesPerSecond > 0 ? Figures.byteRate(traffic.bytesPerSecond) : Figures.none
  }
}

extension GraphCard {
  /// The card's health as one sign.
  var signText: String {
    isLingering ? HealthStatus.idle.sign : isDoubtful ? HealthStatus.na.sign : health.status.sign
  }

  /// Nothing bad is known of it, but some of its proxies did not tell.
  var isDoubtful: Bool { !unread.isEmpty && health.status < .notReady }
}
