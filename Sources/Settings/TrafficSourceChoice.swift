import Texts

/// Where traffic is read from.
public enum TrafficSourceChoice: String, Hashable, Sendable, CaseIterable {
  case proxies, prometheus

  /// As sentences use it.
  public var words: String {
    switch self {
    case .proxies: tr("the proxies")
    case .prometheus: tr("a Prometheus")
    }
  }
}
