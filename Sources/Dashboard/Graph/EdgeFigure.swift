import Texts

/// What edge labels show; a key goes round.
enum EdgeFigure: String, Hashable, Sendable, CaseIterable {
  case rate, share, errors, p50, p95, p99, throughput, mtls

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
    case .p50: tr("the median of latency")
    case .p95: tr("95th percentile of latency")
    case .p99: tr("99th percentile of latency")
    case .throughput: tr("bytes per second over TCP")
    case .mtls: tr("mutual TLS, as those who are called report it")
    }
  }

  /// The figure of a link in at most 6 columns; 7 for bytes.
  func text(_ link: GraphLink) -> String {
    guard !link.isIdle else { return Figures.none }
    switch self {
    case .rate: return link.rate > 0 ? Figures.rate(link.rate) : Figures.byteRate(link.byteRate)
    case .share: return Figures.percent(link.percentOfSource)
    case .errors: return link.rate > 0 ? Figures.percent(link.percentError) : Figures.none
    case .p50: return Figures.milliseconds(link.latency?.p50)
    case .p95: return Figures.milliseconds(link.latency?.p95)
    case .p99: return Figures.milliseconds(link.latency?.p99)
    case .throughput: return link.byteRate > 0 ? Figures.byteRate(link.byteRate) : Figures.none
    case .mtls:
      guard let percent = link.mtlsPercent, percent.isFinite else { return Figures.none }
      return percent <= 0 ? "plain" : percent >= 100 ? "mTLS" : Figures.percent(percent)
    }
  }
}
