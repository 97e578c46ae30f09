/// The retries that a client's proxy makes in effect.
public struct RetryPolicy: Sendable, Hashable {
  /// Retries after the first try.
  public var attempts: Int
  /// Envoy's conditions, such as `connect-failure` or `5xx`.
  public var conditions: [String]
  /// Statuses that are retried under the condition `retriable-status-codes`.
  public var statusCodes: [Int]
  /// Seconds; nil means the route's timeout.
  public var perTryTimeout: Double?
  /// Seconds; the base of the growing pause between tries.
  public var backoff: Double

  public init(
    attempts: Int, conditions: [String], statusCodes: [Int] = [], perTryTimeout: Double? = nil,
    backoff: Double = 0.025
  ) {
    self.attempts = attempts
    self.conditions = conditions
    self.statusCodes = statusCodes
    self.perTryTimeout = perTryTimeout
    self.backoff = backoff
  }

  /// What istiod sets where a route says nothing.
  public static let meshDefault = RetryPolicy(
    attempts: 2, conditions: ["connect-failure", "refused-stream", "unavailable", "cancelled"])

  /// The policy that `retries` comes to; nil if it switches retries off.
  public init?(_ retry: HTTPRetry) {
    guard retry.attempts > 0 else { return nil }
    self = .meshDefault
    attempts = retry.attempts
    perTryTimeout = retry.perTryTimeout
    if let backoff = retry.backoff { self.backoff = backoff }
    if let text = retry.retryOn {
      var conditions: [String] = []
      for part in text.split(separator: ",") {
        let word = part.filter { $0 != " " }
        if let status = Int(word) { statusCodes.append(status) } else { conditions.append(word) }
      }
      // A number by itself asks for the condition too.
      if !statusCodes.isEmpty, !conditions.contains("retriable-status-codes") {
        conditions.append("retriable-status-codes")
      }
      self.conditions = conditions
    }
  }
}
