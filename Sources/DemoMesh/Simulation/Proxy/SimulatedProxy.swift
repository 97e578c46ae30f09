/// The istio-proxy of one pod: its statistics, its clusters, and the configuration that has reached it.
final class SimulatedProxy {
  let store: MetricStore
  /// Simulated seconds.
  let startedAt: Double
  private(set) var generation: MeshGeneration
  /// Configurations on their way, oldest first.
  private var announced: [(generation: MeshGeneration, time: Double)] = []
  private(set) var clusters: [ClusterKey: UpstreamCluster] = [:]
  /// Its application's open TCP connections, one per cluster.
  var connections: [ClusterKey: TCPConnection] = [:]
  private(set) var configPushes = 1
  private(set) var configTime: Double
  private(set) var mostClusters: Int

  init(store: MetricStore, generation: MeshGeneration, now: Double) {
    self.store = store
    self.generation = generation
    startedAt = now
    configTime = now
    mostClusters = generation.clusterCount
  }

  /// All its connections to other pods.
  var openConnections: Int { clusters.values.reduce(connections.count) { $0 + $1.connections } }

  /// Lets a configuration arrive at `time`, which is not before any earlier one's.
  ///
  /// Of a burst of changes a proxy gets the first and the last, as the control plane would merge them.
  func announce(_ generation: MeshGeneration, at time: Double, now: Double) {
    receive(now: now)
    let next = (generation, max(time, announced.last?.time ?? time))
    if announced.count > 1 { announced.removeLast() }
    announced.append(next)
  }

  /// Takes in what has arrived by `now`.
  func receive(now: Double) {
    while let next = announced.first, next.time <= now {
      announced.removeFirst()
      generation = next.generation
      configPushes += 1
      configTime = next.time
      mostClusters = max(mostClusters, generation.clusterCount)
    }
  }

  /// The cluster with the endpoints and settings of the configuration in force.
  ///
  /// As in Envoy, new settings make a new cluster: its connections, counts and ejections start afresh, while requests
  /// under way finish in the old one.
  ///
  /// - Parameter labels: that endpoints must have, beside what selects them for the service.
  func cluster(_ key: ClusterKey, settings: ClusterSettings, labels: [String: String], now: Double) -> UpstreamCluster {
    let cluster: UpstreamCluster
    if let known = clusters[key], known.settings == settings {
      cluster = known
    } else {
      cluster = UpstreamCluster(settings: settings, createdAt: now)
      clusters[key] = cluster
    }
    if cluster.generation != generation.number {
      let endpoints = generation.services[key.host]?.endpoints ?? []
      cluster.update(
        labels.isEmpty
          ? endpoints : endpoints.filter { pod in labels.allSatisfy { pod.labels[$0.key] == $0.value } },
        generation: generation.number)
    }
    return cluster
  }
}
