/// What one line of a proxy's page counts: stable as long as the parser's generation is.
public struct StatsSlot: Hashable, Sendable {
  /// The label tuple's number.
  public let series: Int32
  public let metric: IstioMetric
  /// Position in the parser's `bounds`; 0 where the metric has no bound.
  public let bound: UInt16
}
