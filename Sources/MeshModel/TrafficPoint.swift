/// One point of a node's or edge's recent history: what happened since the point before, not an average over the window.
public struct TrafficPoint: Hashable, Sendable {
  /// The end of what it covers, in seconds since 1970.
  public var time: Double
  /// Seconds that it stands for, since the point before; `rate * seconds` is the number of requests.
  public var seconds: Double
  /// When the oldest of its requests may have been made, in seconds since 1970: somewhat before `time - seconds`, since
  /// proxies are not all asked at the same moment.
  public var since: Double
  /// Requests per second; bytes per second for TCP.
  public var rate: Double
  /// Errors, 0...100; nil without requests.
  public var percentError: Double?
  /// Milliseconds; over the whole window, since a few requests have no percentiles.
  public var p95: Double?

  /// - Parameter since: by default `seconds` before `time`.
  public init(
    time: Double, seconds: Double = 0, since: Double? = nil, rate: Double, percentError: Double? = nil,
    p95: Double? = nil
  ) {
    self.time = time
    self.seconds = seconds
    self.since = since ?? time - seconds
    self.rate = rate
    self.percentError = percentError
    self.p95 = p95
  }

  /// Requests, or bytes of TCP.
  public var amount: Double { rate * seconds }
}
