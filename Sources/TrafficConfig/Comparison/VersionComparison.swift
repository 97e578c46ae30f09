import MeshModel

/// A version beside another in the same time: what differs, and whether that is more than chance.
///
/// Intervals are of 95 %. They take each request for itself; failures that come in bursts make them somewhat too narrow.
public struct VersionComparison: Sendable, Hashable {
  /// A percentile of both, in milliseconds.
  public struct Percentile: Sendable, Hashable {
    /// 50, 95 or 99.
    public var percent: Int
    public var version: Estimate?
    public var other: Estimate?
    /// The version's less the other's.
    public var difference: EstimateDifference?
  }

  public static let percents = [50, 95, 99]

  /// The names as they are said.
  public var name: String
  public var otherName: String
  public var version: CanaryFigures
  public var other: CanaryFigures
  /// Percent of the requests that fail.
  public var errors: Estimate
  public var otherErrors: Estimate
  /// Points: percent of the version less percent of the other.
  public var errorDifference: EstimateDifference
  /// By how many points the version would have to fail more often for that to show with so many requests; nil where even
  /// all of its requests might fail.
  public var leastShown: Double?
  public var percentiles: [Percentile]

  /// - Returns: nil unless both have requests.
  public init?(_ name: String, _ version: CanaryFigures, with otherName: String, _ other: CanaryFigures) {
    guard version.requests >= 1, other.requests >= 1 else { return nil }
    self.name = name
    self.otherName = otherName
    self.version = version
    self.other = other
    let base = WilsonInterval.share(other.errors, of: other.requests)
    let share = WilsonInterval.share(version.errors, of: version.requests)
    errors = share.scaled(by: 100)
    otherErrors = base.scaled(by: 100)
    errorDifference = EstimateDifference(errors, less: otherErrors)
    leastShown = Self.leastShown(above: base, among: version.requests).map { $0 * 100 }
    percentiles = Self.percents.map { percent in
      let quantile = Double(percent) / 100
      let mine = QuantileInterval.estimate(quantile, of: version.latencies)
      let theirs = QuantileInterval.estimate(quantile, of: other.latencies)
      return Percentile(
        percent: percent, version: mine, other: theirs,
        difference: mine.flatMap { mine in theirs.map { EstimateDifference(mine, less: $0) } })
    }
  }

  /// The smallest share above the other's that the interval of the difference would not let be chance.
  private static func leastShown(above base: Estimate, among requests: Double) -> Double? {
    func shows(_ share: Double) -> Bool {
      EstimateDifference(WilsonInterval.share(share * requests, of: requests), less: base).isMore
    }
    guard base.value < 1, shows(1) else { return nil }
    var (hidden, shown) = (base.value, 1.0)
    for _ in 0..<40 {
      let middle = (hidden + shown) / 2
      if shows(middle) { shown = middle } else { hidden = middle }
    }
    return shown - base.value
  }
}
