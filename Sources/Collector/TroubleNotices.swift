import Kubernetes
import MeshModel
import Texts
import TrafficConfig

/// What the kubelet says about proxies that do not run or that had to be started again.
struct TroubleNotices {
  /// Seconds for which a restart is news.
  static let fresh = 300.0
  /// Beyond so many, the rest is only counted.
  private static let shown = 3

  private let troubles: [(pod: String, trouble: ProxyTrouble)]

  /// - Parameters:
  ///   - troubles: by `namespace/pod`.
  ///   - now: seconds since 1970.
  init(_ troubles: [String: ProxyTrouble], now: Double) {
    self.troubles = troubles.filter { _, trouble in
      guard trouble.waiting == nil else { return true }
      guard let ended = trouble.endedAt.flatMap(Timestamp.seconds) else { return false }
      return now - ended < Self.fresh
    }.map { ($0.key, $0.value) }.sorted { $0.pod < $1.pod }
  }

  /// In the order of the pods. The texts stay the same while nothing happens.
  func notices() -> [Notice] {
    var notices = troubles.prefix(Self.shown).map { pod, trouble in
      let end = trouble.lastEnd.map { tr(" after \($0)") } ?? ""
      let count = trouble.restarts == 1 ? tr("1 restart") : tr("\(trouble.restarts) restarts")
      if let waiting = trouble.waiting {
        return Notice(
          code: "proxy-down", level: .error,
          text: tr(
            "The proxy of \(pod) does not run\(end): \(waiting), \(count). kubectl logs -c istio-proxy tells why."))
      }
      return Notice(
        code: "proxy-restarted",
        text: tr("The proxy of \(pod) was started again\(end), \(count). Its counters began anew."))
    }
    if troubles.count > Self.shown {
      notices.append(
        Notice(
          code: "proxy-restarted",
          text: tr("\(troubles.count - Self.shown) more proxies do not run or were started again.")
        ))
    }
    return notices
  }
}
