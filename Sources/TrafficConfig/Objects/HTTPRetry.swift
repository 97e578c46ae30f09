import Documents

/// `http[].retries` as written; `RetryPolicy` is what it comes to.
public struct HTTPRetry: Sendable, Hashable {
  /// 0 switches retries off.
  public var attempts: Int
  /// Seconds.
  public var perTryTimeout: Double?
  public var retryOn: String?
  /// Seconds; the base interval.
  public var backoff: Double?

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    attempts = value["attempts"]?.int ?? 0
    perTryTimeout = value["perTryTimeout"]?.string.flatMap(DurationText.seconds)
    retryOn = value["retryOn"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    backoff = value["backoff"]?.string.flatMap(DurationText.seconds)
  }
}
