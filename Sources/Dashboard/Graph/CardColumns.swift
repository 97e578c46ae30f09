import Cells
import Texts

/// The fields of a card's rows, and with them the card's size.
///
/// Widths follow from names and from what kinds of figures a card can show, never from the figures themselves: a number
/// that moves must not move anything else.
struct CardColumns: Hashable, Sendable {
  var style: CardStyle
  var title: Int
  var label: Int
  var bar: Int
  var share: Int
  var rate: Int
  var error: Int
  /// A row's own sign; cards with padding have it there.
  var sign: Int
  var rows: Int
  var size: Size

  /// `80→84.1%`, up to `100→99.9%`.
  static let shareWidth = 9
  /// `49.8/s`
  static let rateWidth = 6
  /// `1.2kB/s`
  static let byteRateWidth = 7
  /// `12.3%`
  static let errorWidth = 5

  init(_ card: GraphCard, style: CardStyle) {
    self.style = style
    title = min(TextWidth.of(style == .line ? card.lineTitle : card.shownTitle), style.titleLimit)
    let isSplit = card.rows.count > 1
    label = min(card.rows.map { TextWidth.of(card.shownLabel(of: $0)) }.max() ?? 0, style.rowLabelLimit)
    if card.rows.count <= 1, card.rows.allSatisfy({ $0.label.isEmpty }) {
      label = min(TextWidth.of(card.loneLabel), style.titleLimit)
    }
    rate = card.isTCP ? Self.byteRateWidth : Self.rateWidth
    bar = card.rows.isEmpty || label == 0 || card.loneLabelIsNamespace ? 0 : style.barWidth
    share = isSplit ? Self.shareWidth : 0
    error = style == .wide && !card.isTCP ? Self.errorWidth : 0
    if style == .compact && isSplit { rate = 0 }
    sign = style.padding == 0 && isSplit ? 1 : 0
    rows = max(1, card.rows.count) + (card.needsNamespaceRow ? 1 : 0)
    guard style != .line else {
      size = Size(width: title + rate + 5, height: 1)
      return
    }
    let fields = [label, bar, share, rate, error, sign].filter { $0 > 0 }
    let row = fields.reduce(0, +) + fields.count - 1
    let marks = card.markWidth
    let heading =
      style == .compact ? title + 2 + (marks > 0 ? marks + 1 : 0) : title + 4 + (marks > 0 ? marks + 3 : 0)
    let namespace = card.needsNamespaceRow ? min(TextWidth.of(card.namespace), style.titleLimit) : 0
    let floor = style == .compact ? 9 : 15
    size = Size(width: max(row, heading, namespace, floor) + 2 + 2 * style.padding, height: rows + 2)
  }
}

extension GraphCard {
  /// The title as drawn: gateways go without the `istio-` that all of them carry.
  var shownTitle: String {
    if kind == .namespace { return title }
    if kind == .leaves { return "+\(members) \(title)" }
    let isOwn = isGateway || badges.contains(.gateway) || namespace == "istio-system"
    return isOwn && title.hasPrefix("istio-") && title.count > 6 ? String(title.dropFirst(6)) : title
  }

  /// The title where there is no other place for the namespace.
  var lineTitle: String {
    if kind == .namespace { return "\(shownTitle) (\(members))" }
    return isForeign ? shownTitle + "." + namespace : shownTitle
  }

  /// Traffic here is bytes, not requests.
  var isTCP: Bool { traffic.rate <= 0 && traffic.bytesPerSecond > 0 }

  /// A foreign card names its namespace, in the row of its only workload if that has no version to name.
  var loneLabelIsNamespace: Bool { isForeign && rows.count <= 1 && rows.allSatisfy { $0.label.isEmpty } }
  var needsNamespaceRow: Bool { isForeign && !loneLabelIsNamespace }

  /// What the only row of a card without versions is called.
  var loneLabel: String {
    if loneLabelIsNamespace { return namespace }
    switch kind {
    case .unknown: return tr("no proxy")
    case .egress, .serviceEntry: return tr("outside")
    case .namespace: return Figures.counted(members, "card")
    case .service where rows.isEmpty:
      return pods == 0 ? tr("no pods seen") : pods == 1 ? tr("1 pod") : tr("\(pods) pods")
    default: return ""
    }
  }

  func shownLabel(of row: CardRow) -> String { row.label.isEmpty && rows.count > 1 ? row.workload ?? "" : row.label }
}
