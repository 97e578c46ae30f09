/// How one proxy's stats endpoint answers.
public struct ProxyStatus: Hashable, Sendable, Codable, Identifiable {
  /// The outcome of the newest poll.
  public enum State: Hashable, Sendable, Codable {
    /// Not polled yet.
    case pending
    case answering
    /// Did not answer, or not with stats; the reason in one line.
    case failing(reason: String)
  }

  /// `namespace/pod`, or the endpoint's URL.
  public let id: String
  public var namespace: String
  public var pod: String
  public var workload: String?
  public var state: State
  /// Seconds since the last good answer, at the snapshot's time; nil if there was none.
  public var age: Double?
  /// Duration of the newest poll in milliseconds.
  public var latencyMs: Double?
  /// Size of what was read at the newest poll, in bytes.
  public var bytes: Int
  /// What its traffic is read from; nil while that is not known.
  public var source: TrafficSource?
  /// Nil while the admin interface has not been asked, or does not answer.
  public var info: ProxyServerInfo?
  /// As of the newest look at the admin interface, sorted by name; empty without one.
  public var clusters: [ProxyCluster] = []
  /// Nil where the proxy exposes none.
  public var counters: ProxyCounters?
  /// Why the admin interface could not be read when it was wanted.
  public var adminProblem: String?
  /// Seconds since the admin interface was read.
  public var adminAge: Double?
  /// How often it was seen to have restarted.
  public var restarts = 0
  /// When the newest of these restarts was seen, in seconds since 1970.
  public var restartedAt: Double?
  /// Nothing that is looked at needs it, so that it is read rarely, or was when it was read last.
  public var isResting = false

  public init(
    id: String, namespace: String, pod: String, workload: String? = nil, state: State = .pending, age: Double? = nil,
    latencyMs: Double? = nil, bytes: Int = 0
  ) {
    self.id = id
    self.namespace = namespace
    self.pod = pod
    self.workload = workload
    self.state = state
    self.age = age
    self.latencyMs = latencyMs
    self.bytes = bytes
  }

  /// The hosts that outlier detection keeps out, and the clusters with a breaker open.
  public var ejections: Int { clusters.reduce(0) { $0 + $1.hosts.count { $0.isEjected } } }
  public var openBreakers: Int { clusters.count { !$0.openBreakers.isEmpty } }
}
