/// What a proxy counts of a cluster as a whole, since it started. A default Istio sidecar has none of it.
public struct ClusterCounters: Hashable, Sendable, Codable {
  /// Attempts sent to hosts.
  public var attempts = 0.0
  /// What the callers got at last, by response code; by class (`5xx`) where the proxy has no codes.
  public var responses: [String: Double] = [:]
  public var retries = 0.0
  public var retryLimitExceeded = 0.0
  /// Retries that the breaker refused.
  public var retryOverflow = 0.0
  /// Requests that the breaker refused because too many waited for a connection.
  public var pendingOverflow = 0.0
  /// Requests that the breaker refused because too many were under way.
  public var activeOverflow = 0.0
  public var timeouts = 0.0
  public var perTryTimeouts = 0.0
  /// Attempts for which there was no healthy host.
  public var noneHealthy = 0.0
  public var connectionOverflow = 0.0
  /// Hosts that outlier detection keeps out at the moment.
  public var ejectionsActive = 0.0
  public var ejectionsTotal = 0.0
  /// The limits that are reached at the moment, such as `connections` or `pending requests`; sorted.
  public var openBreakers: [String] = []

  public init() {}

  /// Requests that the breaker refused.
  public var overflow: Double { pendingOverflow + activeOverflow }
}
