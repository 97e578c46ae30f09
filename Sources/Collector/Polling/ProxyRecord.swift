import MeshModel
import ProxyStats

/// All that is known of one proxy.
struct ProxyRecord: Sendable {
  var target: ProxyTarget
  var parser = StatsPageParser()
  var history = ProxyHistory()
  var admin = AdminRecord()
  /// What each series counts as, for HTTP and TCP metrics, by its position in the parser.
  var http: [SeriesRegistry.Entry?] = []
  var tcp: [SeriesRegistry.Entry?] = []
  private var knownSlots = 0
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
    if !parser.series.isEmpty { return .istio }
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

  /// Forgets what the lines count as; the next registration looks all of them up again.
  mutating func forgetEntries() {
    knownSlots = 0
    http = []
    tcp = []
  }

  /// Looks up what the newest page's new lines count as.
  mutating func register(in registry: inout SeriesRegistry, clusters: inout Set<String>) {
    if parser.generation != generation {
      generation = parser.generation
      forgetEntries()
    }
    while http.count < parser.series.count {
      http.append(nil)
      tcp.append(nil)
    }
    for slot in parser.slots[knownSlots...] {
      let position = Int(slot.series)
      let series = parser.series[position]
      switch slot.metric {
      case .requests, .durationBucket, .durationCount, .durationSum:
        if http[position] == nil { http[position] = registry.entry(of: series, isTCP: false) }
      case .tcpSentBytes, .tcpReceivedBytes, .tcpOpened, .tcpClosed:
        if tcp[position] == nil { tcp[position] = registry.entry(of: series, isTCP: true) }
      }
      let own = series.reporter == .source ? series.source.cluster : series.destination.cluster
      if own.isKnown { clusters.insert(own) }
    }
    knownSlots = parser.slots.count
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
    status.isResting = isResting
    return status
  }
}
