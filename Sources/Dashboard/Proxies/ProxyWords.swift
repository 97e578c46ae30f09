import Cells
import MeshModel
import Texts

/// What is said of a proxy in the list and in the close look alike.
enum ProxyWords {
  static func sign(_ proxy: ProxyStatus) -> (text: String, style: Style) {
    switch proxy.state {
    case .pending: ("·", .muted)
    case .failing: ("✗", .failure)
    case .answering:
      proxy.ejections > 0 || proxy.openBreakers > 0 || rejections(proxy) > 0 ? ("!", .degraded) : ("✓", .healthy)
    }
  }

  /// The pod, or the address that stands for it.
  static func name(_ proxy: ProxyStatus) -> String { proxy.pod }

  static func bytes(_ count: Int) -> String {
    count == 0 ? NumberFormat.missing : String(NumberFormat.bytes(Double(count), width: 0).dropLast(2))
  }

  /// Updates of its configuration that it refused.
  static func rejections(_ proxy: ProxyStatus) -> Double {
    proxy.counters?.rejectedUpdates.values.reduce(0, +) ?? 0
  }

  static func rejected(_ proxy: ProxyStatus) -> (text: String, style: Style) {
    guard proxy.counters != nil else { return (NumberFormat.missing, .muted) }
    let count = rejections(proxy)
    return (Figures.count(count), count > 0 ? .error : .text)
  }

  /// What is wrong with it, or why there are no figures of it; nil if nothing is.
  static func trouble(_ proxy: ProxyStatus) -> (text: String, style: Style)? {
    switch proxy.state {
    case .failing(let reason): ("✗ " + reason, .error)
    case .pending: (tr("· not asked yet"), .muted)
    case .answering where proxy.isResting:
      (tr("~ read rarely: nothing on the other screens needs it now"), .muted)
    case .answering:
      proxy.adminProblem.map { problem in
        proxy.source == nil
          ? (tr("! no istio_* metrics, and no admin interface: ") + problem, .warning)
          : (tr("· admin interface: ") + problem, .muted)
      }
    }
  }
}
