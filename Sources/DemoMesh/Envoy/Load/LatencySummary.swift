/// How long responses took, in seconds. Quantiles are exact to about 3 %.
public struct LatencySummary: Sendable, Hashable {
  public var count: Int
  public var median: Double
  public var p90: Double
  public var p99: Double
  public var largest: Double
}
