/// One outbound cluster of one proxy: its endpoints, connections and limits.
final class UpstreamCluster {
  let settings: ClusterSettings
  /// Simulated seconds; outlier sweeps count from here.
  let createdAt: Double
  private(set) var hosts: [UpstreamHost] = []
  /// The configuration that the endpoints are from.
  private(set) var generation = -1
  /// Where round robin goes on.
  var nextHost = 0
  /// Requests under way, all endpoints together.
  var active = 0
  /// Requests that wait for a connection.
  var pending = 0
  var connections = 0
  /// Retries under way.
  var retries = 0
  /// Endpoints that are ejected.
  var ejected = 0

  init(settings: ClusterSettings, createdAt: Double) {
    self.settings = settings
    self.createdAt = createdAt
  }

  /// Takes over a configuration's endpoints; those that stay keep their state.
  func update(_ endpoints: [SimulatedPod], generation: Int) {
    self.generation = generation
    let known = hosts
    hosts = endpoints.map { pod in known.first { $0.pod === pod } ?? UpstreamHost(pod: pod) }
    for host in known where !hosts.contains(where: { $0 === host }) {
      host.isRemoved = true
      dropIdle(host)
      if host.returnsAt != nil { ejected -= 1 }
    }
  }

  func dropIdle(_ host: UpstreamHost) {
    connections -= host.idle.count
    host.connections -= host.idle.count
    host.idle = []
  }
}
