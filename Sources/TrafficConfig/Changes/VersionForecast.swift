/// What a change does to the traffic of one version.
public struct VersionForecast: Sendable, Hashable {
  public var version: String
  /// The configured share before, 0...100.
  public var percentBefore: Double
  /// The configured share afterwards, 0...100.
  public var percent: Double
  /// Requests per second seen now; nil if nothing was observed.
  public var rateBefore: Double?
  /// Requests per second to expect, if as many come as now.
  public var rateAfter: Double?

  public init(
    version: String, percentBefore: Double, percent: Double, rateBefore: Double? = nil, rateAfter: Double? = nil
  ) {
    self.version = version
    self.percentBefore = percentBefore
    self.percent = percent
    self.rateBefore = rateBefore
    self.rateAfter = rateAfter
  }
}
