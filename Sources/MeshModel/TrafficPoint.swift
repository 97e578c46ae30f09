/// One point of a node's or edge's recent history.
public struct TrafficPoint: Hashable, Sendable {
  /// Seconds since 1970.
  public var time: Double
  /// Requests per second.
  public var rate: Double
  /// Errors, 0...100; nil without requests.
  public var percentError: Double?
  /// Milliseconds.
  public var p95: Double?

  public init(time: Double, rate: Double, percentError: Double? = nil, p95: Double? = nil) {
    self.time = time
    self.rate = rate
    self.percentError = percentError
    self.p95 = p95
  }
}
