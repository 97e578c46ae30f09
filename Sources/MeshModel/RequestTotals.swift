/// Sums of traffic over the window, per second.
public struct RequestTotals: Hashable, Sendable, Codable {
  /// HTTP and gRPC requests per second.
  public var rate: Double
  /// Requests per second that ended in an error: 4xx, 5xx, a gRPC status other than 0, or no response.
  public var errorRate: Double
  /// TCP bytes per second, both directions.
  public var bytesPerSecond: Double

  public init(rate: Double = 0, errorRate: Double = 0, bytesPerSecond: Double = 0) {
    self.rate = rate
    self.errorRate = errorRate
    self.bytesPerSecond = bytesPerSecond
  }

  /// Errors as a percentage of requests, 0...100; nil without requests.
  public var percentError: Double? { rate > 0 ? errorRate / rate * 100 : nil }
  public var isZero: Bool { rate == 0 && bytesPerSecond == 0 }

  public static func + (a: RequestTotals, b: RequestTotals) -> RequestTotals {
    RequestTotals(
      rate: a.rate + b.rate, errorRate: a.errorRate + b.errorRate,
      bytesPerSecond: a.bytesPerSecond + b.bytesPerSecond)
  }
}
