/// What a store of metrics answered.
public struct StoreReading: Sendable {
  /// One moment of the past.
  public struct Moment: Sendable {
    /// Seconds before the reading.
    public var age: Double
    public var series: [StoredSeries]

    public init(age: Double, series: [StoredSeries]) {
      self.age = age
      self.series = series
    }
  }

  /// Seconds that the rates cover: what was asked for, more where the store's looks at the proxies are too rare for that,
  /// less where it knows them for a shorter time only.
  public var window: Double
  /// Seconds that the recent rates cover.
  public var recent: Double
  public var series: [StoredSeries]
  /// The time before, oldest first; empty unless it was asked for.
  public var past: [Moment]
  /// Seconds between two moments of the past, and that each covers.
  public var pastStep: Double
  /// Seconds between two of the store's looks at the proxies; nil where not known.
  public var scrapeInterval: Double?
  /// Seconds since the store's newest look; nil where not known.
  public var lag: Double?
  /// What the store itself says may be wrong with its answer.
  public var warnings: [String]
  /// Whether it has any of Istio's metrics, of whatever namespace; nil where that was not asked.
  public var hasIstioMetrics: Bool?

  public init(
    window: Double, recent: Double, series: [StoredSeries] = [], past: [Moment] = [], pastStep: Double = 0,
    scrapeInterval: Double? = nil, lag: Double? = nil, warnings: [String] = [], hasIstioMetrics: Bool? = nil
  ) {
    self.window = window
    self.recent = recent
    self.series = series
    self.past = past
    self.pastStep = pastStep
    self.scrapeInterval = scrapeInterval
    self.lag = lag
    self.warnings = warnings
    self.hasIstioMetrics = hasIstioMetrics
  }
}
