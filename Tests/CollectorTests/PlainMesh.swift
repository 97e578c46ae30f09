import MeshModel
import ProxyStats
import TrafficConfig

@testable import Collector

/// Proxies without `istio_*` metrics, whose admin interfaces say what a test says.
extension Mesh {
  /// The state of a proxy's clusters at one look.
  struct Look {
    var clusters: [ProxyCluster]
    var counters = ProxyCounters()
    var info: ProxyServerInfo?
    var listeners: [String]?
    var mirrorTargets: [String]?
  }

  /// One poll: an empty stats page, then the admin interface.
  func look(_ id: String = "default/productpage-v1", at time: Double, _ look: Look) {
    poll(id, at: time, "# nothing here\n")
    var found = AdminLook()
    found.clusters = look.clusters
    found.counters = look.counters
    found.info = look.info
    found.listeners = look.listeners
    found.mirrorTargets = look.mirrorTargets
    found.time = time
    found.bytes = 1_000
    ledger.record(found, of: id, start: time, end: time, window: options.window)
  }

  func look(_ id: String = "default/productpage-v1", at time: Double, _ clusters: ProxyCluster...) {
    look(id, at: time, Look(clusters: clusters))
  }
}

extension ProxyCluster {
  static let reviews = "outbound|9080|v1|reviews.default.svc.cluster.local"

  /// A cluster with one host.
  static func of(
    _ name: String = reviews, host address: String = "10.0.0.3:9080", total: UInt64 = 0, ok: UInt64 = 0,
    err: UInt64 = 0, timeouts: UInt64 = 0, connectFailures: UInt64 = 0, connections: UInt64 = 1,
    counters: ClusterCounters? = nil
  ) -> ProxyCluster {
    var host = ProxyHost(address: address)
    host.requests = total
    host.successes = ok
    host.errors = err
    host.timeouts = timeouts
    host.connectFailures = connectFailures
    host.connections = connections
    var cluster = ProxyCluster(name: name)
    cluster.hosts = [host]
    cluster.counters = counters
    return cluster
  }
}

extension ClusterCounters {
  static func of(
    attempts: Double = 0, _ responses: [String: Double] = [:], retries: Double = 0, exhausted: Double = 0,
    pendingOverflow: Double = 0, activeOverflow: Double = 0, timeouts: Double = 0, noneHealthy: Double = 0
  ) -> ClusterCounters {
    var counters = ClusterCounters()
    counters.attempts = attempts
    counters.responses = responses
    counters.retries = retries
    counters.retryLimitExceeded = exhausted
    counters.pendingOverflow = pendingOverflow
    counters.activeOverflow = activeOverflow
    counters.timeouts = timeouts
    counters.noneHealthy = noneHealthy
    return counters
  }
}
