/// One question to a store of metrics.
public struct StoreQuestion: Sendable, Hashable {
  /// Whose traffic; nil means all.
  public var namespaces: [String]?
  /// Seconds that rates should cover.
  public var window: Double
  /// Seconds between two questions: what the recent rates should cover at most.
  public var refresh: Double
  /// Whether the time before is asked for as well, for charts.
  public var wantsPast: Bool
  /// Seconds until the last byte must have come.
  public var deadline: Double

  public init(
    namespaces: [String]?, window: Double, refresh: Double, wantsPast: Bool = false, deadline: Double = 15
  ) {
    self.namespaces = namespaces
    self.window = window
    self.refresh = refresh
    self.wantsPast = wantsPast
    self.deadline = deadline
  }
}
