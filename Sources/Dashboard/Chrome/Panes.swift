import Cells

/// Where the parts of the main screen are, for a terminal of some size.
///
/// What matters less gives way first: rules, then the details, then the header.
struct Panes: Hashable, Sendable {
  /// The smallest terminal on which the dashboard draws.
  static let least = Size(width: 40, height: 10)

  var size: Size
  var header: Rect
  /// Rows with a horizontal rule.
  var rules: [Int]
  var main: Rect
  var details: Rect
  var footer: Rect

  init(_ size: Size, isExpanded: Bool = false) {
    let (width, height) = (max(0, size.width), max(0, size.height))
    self.size = Size(width: width, height: height)
    let hasRules = height >= 16
    header = Rect(x: 0, y: 0, width: width, height: min(1, height))
    footer = Rect(x: 0, y: max(0, height - 1), width: width, height: min(1, height))
    let top = hasRules ? 2 : 1
    let bottom = max(top, hasRules ? height - 2 : height - 1)
    let room = bottom - top
    var detailRows = Self.detailRows(height: height)
    if isExpanded { detailRows = max(detailRows, room * 3 / 5) }
    let separator = hasRules && detailRows > 0 ? 1 : 0
    let mainRows = max(0, room - detailRows - separator)
    main = Rect(x: 0, y: top, width: width, height: mainRows)
    details = Rect(x: 0, y: top + mainRows + separator, width: width, height: room - mainRows - separator)
    rules = hasRules ? [1, height - 2] : []
    if separator == 1 { rules.append(top + mainRows) }
    rules.sort()
  }

  private static func detailRows(height: Int) -> Int {
    switch height {
    case ..<12: 0
    case ..<16: 2
    case ..<20: 3
    case ..<30: 4
    case ..<45: 10
    default: 14
    }
  }

  /// The terminal is too small to draw on.
  var isTooSmall: Bool { size.width < Self.least.width || size.height < Self.least.height }
  /// Where screens other than the graph draw, below their title; a row above the rule is left to toasts.
  var form: Rect {
    let skipped = rules.isEmpty ? 1 : 2
    let kept = rules.isEmpty ? 0 : 1
    return Rect(x: 0, y: body.y + skipped, width: size.width, height: max(0, body.height - skipped - kept))
  }
  /// Where toasts may lie: over the rule above the footer and the row above that, which forms leave free, or on low
  /// screens over the header.
  var toasts: Rect {
    Rect(x: 0, y: rules.isEmpty ? 0 : footer.y - 2, width: size.width, height: min(2, size.height))
  }
  /// Everything between header and footer: where screens other than the graph draw.
  var body: Rect { Rect(x: 0, y: main.y, width: size.width, height: max(0, details.bottom - main.y)) }
}
