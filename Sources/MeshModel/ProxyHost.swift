/// An endpoint of a cluster as one proxy sees it. The counters run since the proxy made the cluster.
public struct ProxyHost: Hashable, Sendable, Codable {
  /// `ip:port`, `[ip]:port`, the path of a pipe or the name of an internal listener.
  public var address: String
  /// Attempts that were sent to it: retries and mirrored copies count.
  public var requests: UInt64 = 0
  /// Answers below 500.
  public var successes: UInt64 = 0
  /// Answers from 500 on, timeouts, failed connections, and requests that its breaker refused: may exceed `requests`.
  public var errors: UInt64 = 0
  public var timeouts: UInt64 = 0
  public var connections: UInt64 = 0
  public var connectFailures: UInt64 = 0
  public var activeConnections: UInt64 = 0
  public var activeRequests: UInt64 = 0
  public var pendingRequests: UInt64 = 0
  public var weight: UInt64 = 0
  /// 0 is used first.
  public var priority: UInt64 = 0
  /// `region/zone/subzone` as far as known; empty for none.
  public var locality = ""
  /// What the control plane says, such as `HEALTHY` or `DRAINING`; empty if nothing.
  public var discoveryHealth = ""
  /// The checks that it fails, in Envoy's words, such as `failed_outlier_check`; sorted.
  public var failedChecks: [String] = []

  public init(address: String) { self.address = address }

  /// Whether outlier detection has taken it out of use.
  public var isEjected: Bool { failedChecks.contains("failed_outlier_check") }

  /// Whether requests may be sent to it.
  public var isHealthy: Bool {
    failedChecks.isEmpty && (discoveryHealth.isEmpty || discoveryHealth == "HEALTHY" || discoveryHealth == "UNKNOWN")
  }
}
