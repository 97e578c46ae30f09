/// How one proxy's stats endpoint answers.
public struct ProxyStatus: Hashable, Sendable, Identifiable {
  /// The outcome of the newest poll.
  public enum State: Hashable, Sendable {
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
  /// Size of the newest page in bytes.
  public var bytes: Int

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
}
