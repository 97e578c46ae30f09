import MeshModel
import ProxyStats

/// What one look at a proxy's admin interface brought.
struct AdminLook: Sendable {
  /// How much is to be asked.
  struct Plan: Sendable, Hashable {
    /// When: `unlessIstio` looks only if the stats page had no `istio_*` series.
    enum Occasion: Sendable, Hashable { case never, unlessIstio, always }

    var occasion = Occasion.never
    /// Who it is and where it listens: once, and after a restart.
    var asksIdentity = true
    /// The configuration version for which the targets of mirroring are known; nil asks for them if there are copies.
    var knownRoutes: String?
  }

  /// Nil where not asked.
  var info: ProxyServerInfo?
  var listeners: [String]?
  /// Sorted by name, with the counters that the proxy has of each.
  var clusters: [ProxyCluster] = []
  var counters = ProxyCounters()
  /// Nil where not asked.
  var mirrorTargets: [String]?
  /// When `/clusters` was answered, in seconds since 1970.
  var time = 0.0
  /// Of all answers.
  var bytes = 0

  /// What stands for the state of the routes.
  static func routesVersion(_ counters: ProxyCounters) -> String {
    ["cds", "lds", "rds"].map { counters.configurationVersions[$0] ?? "" }.joined(separator: "/")
  }
}
