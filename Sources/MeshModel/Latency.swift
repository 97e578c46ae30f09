/// Latency of requests over the window, in milliseconds. A value that could not be computed is nil, never zero.
public struct Latency: Hashable, Sendable, Codable {
  public var p50: Double?
  public var p95: Double?
  public var p99: Double?
  public var average: Double?

  public init(p50: Double? = nil, p95: Double? = nil, p99: Double? = nil, average: Double? = nil) {
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
    self.average = average
  }
}
