import Texts

/// What edge labels show; a key goes round.
enum EdgeFigure: String, Hashable, Sendable, CaseIterable {
  case rate, share, errors, p95

  var next: EdgeFigure {
    let all = EdgeFigure.allCases
    let i = all.firstIndex(of: self) ?? 0
    return all[(i + 1) % all.count]
  }

  /// For the message that tells of the change.
  var name: String {
    switch self {
    case .rate: tr("requests per second")
    case .share: tr("share of the caller's requests")
    case .errors: tr("errors")
    case .p95: tr("95th percentile of latency")
    }
  }

  /// The figure of a link in at most 6 columns; 7 for bytes.
  func text(_ link: GraphLink) -> String {
    guard !link.isIdle else { return Figures.none }
    switch self {
    case .rate: return link.rate > 0 ? Figures.rate(link.rate) : Figures.byteRate(link.byteRate)
    case .share: return Figures.percent(link.percentOfSource)
    case .errors: return link.rate > 0 ? Figures.percent(link.percentError) : Figures.none
    case .p95: return Figures.milliseconds(link.latency?.p95)
    }
  }
}
