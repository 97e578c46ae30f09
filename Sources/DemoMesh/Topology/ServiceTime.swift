/// How long a piece of work takes: a log-normal distribution, which is what response times look like in practice.
public struct ServiceTime: Hashable, Sendable {
  /// Seconds; half of all samples are below.
  public var median: Double
  /// The standard deviation of the logarithm: 0 is constant, 0.3 a steady service, 0.7 one with a long tail.
  public var spread: Double

  public init(median: Double, spread: Double = 0.35) {
    self.median = median
    self.spread = spread
  }

  /// The same from milliseconds.
  public static func milliseconds(_ median: Double, spread: Double = 0.35) -> ServiceTime {
    ServiceTime(median: median / 1000, spread: spread)
  }
}
