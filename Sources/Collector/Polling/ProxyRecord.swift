import MeshModel
import ProxyStats

/// All that is known of one proxy.
struct ProxyRecord: Sendable {
  var target: ProxyTarget
  var parser = StatsPageParser()
  var history = ProxyHistory()
  var admin = AdminRecord()
  /// What each series counts as, by its position in the parser.
  private(set) var entries: [SeriesRegistry.Entry] = []
  private var generation = 0

  var state = ProxyStatus.State.pending
  var lastGood: Double?
  var latencyMs: Double?
  var bytes = 0
  /// Polls in a row without an answer.
  var unanswered = 0
  /// The newest poll was refused for want of rights.
  var isForbidden = false
  /// Not to be asked before.
  var retryAt = 0.0
  /// When it was asked last.
  var askedAt = -Double.infinity
  /// It was read last while nothing that was looked at needed it.
  var isResting = false

  init(_ target: ProxyTarget) { self.target = target }

  /// What its traffic is read from; nil while that is not known. Series are never forgotten but with their process, so a
  /// proxy that has `istio_*` keeps it.
  var source: TrafficSource? {
    if parser.seriesCount > 0 { return .istio }
    return admin.history.newest != nil ? .clusters : nil
  }

  /// The newest time for which its traffic is known.
  var newest: Double? { source == .clusters ? admin.history.newest : history.newest }

  /// Who it is: what the inventory says, and what that leaves open, the proxy.
  func identity(home: String) -> FlowKey.End {
    let info = admin.info
    let isNamed = target.workload != nil
    let labels = target.labels.isEmpty ? info?.labels ?? [:] : target.labels
    let namespace = isNamed || info?.namespace.isEmpty ?? true ? target.namespace : info?.namespace ?? target.namespace
    let workload = WorkloadInfo(
      id: WorkloadID(namespace: namespace, name: target.workload ?? info?.workloadName ?? target.pod), labels: labels)
    return FlowKey.End(
      cluster: info?.clusterID.known ?? home, namespace: namespace, workload: workload.id.name,
      app: workload.app ?? MeshDefaults.unknown, version: workload.version ?? MeshDefaults.unknown)
  }

  var isFailing: Bool { if case .failing = state { true } else { false } }

  /// Looks up what the newest page's new series count as.
  mutating func register(in registry: inout SeriesRegistry, clusters: inout Set<String>) {
    if parser.generation != generation {
      generation = parser.generation
      entries = []
    }
    guard entries.count < parser.seriesCount else { return }
    for seen in parser.newSeries.suffix(parser.seriesCount - entries.count) {
      entries.append(registry.entry(of: seen.series, isTCP: seen.isTCP))
      let own = seen.series.reporter == .source ? seen.series.source.cluster : seen.series.destination.cluster
      if own.isKnown { clusters.insert(own) }
    }
    entries.fit()
  }

  /// Follows the flows to their new numbers.
  mutating func renumber(_ numbers: [Int32: Int32]) {
    for index in entries.indices { entries[index].flow = numbers[entries[index].flow] ?? entries[index].flow }
  }

  /// For the snapshot.
  func status(at now: Double) -> ProxyStatus {
    var status = ProxyStatus(
      id: target.id, namespace: target.namespace, pod: target.pod,
      workload: target.workload ?? admin.info?.workloadName, state: state, age: lastGood.map { max(0, now - $0) },
      latencyMs: latencyMs, bytes: bytes)
    status.source = source
    status.info = admin.info
    status.clusters = admin.clusters
    status.counters = admin.counters
    status.adminProblem = admin.problem
    status.adminAge = admin.lastGood.map { max(0, now - $0) }
    status.restarts = max(history.restarts, admin.history.restarts)
    status.restartedAt = [history.restartedAt, admin.history.restartedAt].compactMap(\.self).max()
    status.isResting = isResting
    return status
  }
}
