import Cells
import MeshModel
import Texts

/// What can be said about a card's observed split beside its configured weights.
struct SplitReading: Hashable, Sendable {
  var agreement: SplitAgreement
  /// Why the two cannot be compared, such as several routes with different weights.
  var obstacle: String?
  /// What explains a disagreement, as far as it is known.
  var reasons: [String]
  /// Seconds since the weights changed, if only requests after that are compared.
  var secondsSinceChange: Double?

  /// Nil where no VirtualService decides about the card's versions, or only one version could be chosen; with an
  /// obstacle, where there is one version only.
  init?(
    _ card: GraphCard, windowSeconds: Double, obstacle: String? = nil, reasons: [String] = [],
    secondsSinceChange: Double? = nil
  ) {
    let rows = card.rows.filter { $0.configured != nil && !$0.isCopies }
    let isComplete = card.rows.allSatisfy { $0.configured != nil || $0.isIdle || $0.isCopies }
    guard obstacle == nil ? rows.count > 1 && isComplete : card.rows.count > 1 else { return nil }
    agreement = SplitAgreement(
      labels: rows.map { card.shownLabel(of: $0) }, weights: rows.map { $0.configured ?? 0 },
      counts: rows.map { $0.counted ?? $0.rate * windowSeconds })
    self.secondsSinceChange = secondsSinceChange
    self.obstacle = obstacle
    self.reasons = reasons
  }

  var disagrees: Bool { obstacle == nil && agreement.verdict == .disagrees }

  /// The verdict first, then what explains it.
  var lines: [TextLine] {
    let count = Figures.count(agreement.requests)
    let requests =
      secondsSinceChange.map { tr("\(count) requests since the change \(Figures.age($0)) ago") }
      ?? tr("\(count) requests")
    if let obstacle { return [TextLine(tr("not comparable: \(obstacle)"), .muted)] }
    switch agreement.verdict {
    case .tooFew:
      return [TextLine(tr("too few requests to compare with the weights (\(requests))"), .muted)]
    case .agrees:
      return [TextLine("✓ ", .healthy) + TextLine(tr("agrees with the weights over \(requests)"))]
    case .disagrees:
      var lines = agreement.rows.filter { !$0.agrees }.prefix(3).map { row in
        TextLine("! ", .degraded)
          + TextLine(
            tr(
              "\(row.label) gets \(Figures.fixed(row.low, 1)) to \(Figures.fixed(row.high, 1)) %, its weight is "
                + "\(Figures.weight(row.configured)) %"))
      }
      lines.append(TextLine(tr("beyond chance (99.9 %) over \(requests)"), .muted))
      lines += reasons.map { TextLine($0, .muted) }
      return lines
    }
  }
}
