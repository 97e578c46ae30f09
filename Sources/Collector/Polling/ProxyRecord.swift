import MeshModel
import ProxyStats

/// All that is known of one proxy.
struct ProxyRecord: Sendable {
  var target: ProxyTarget
  var parser = StatsPageParser()
  var history = ProxyHistory()
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
  /// Not to be asked before.
  var retryAt = 0.0

  init(_ target: ProxyTarget) { self.target = target }

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
    ProxyStatus(
      id: target.id, namespace: target.namespace, pod: target.pod, workload: target.workload, state: state,
      age: lastGood.map { max(0, now - $0) }, latencyMs: latencyMs, bytes: bytes)
  }
}
