import MeshModel

/// What the collector is asked for; a change is an effect, since collecting is not the dashboard's work.
public struct ViewOptions: Hashable, Sendable {
  public var graphType: GraphType
  /// Seconds between polls, 1...60.
  public var refresh: Double
  /// Seconds that a rate is averaged over, 10...300; from a store of metrics up to a day.
  public var window: Double
  /// Whether series without traffic in the window are shown.
  public var showsIdle: Bool

  public init(
    graphType: GraphType = .versionedApp, refresh: Double = 5, window: Double = 30, showsIdle: Bool = false
  ) {
    self.graphType = graphType
    self.refresh = refresh
    self.window = window
    self.showsIdle = showsIdle
  }

  static let windows: [Double] = [10, 30, 60, 120, 300]
  /// A store of metrics remembers more.
  static let storedWindows: [Double] = windows + [600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400]
  static let refreshes: [Double] = [1, 2, 5, 10, 15, 30, 60]

  /// The next larger or smaller of the offered values; the same at the end of the list.
  static func step(_ value: Double, in offered: [Double], up: Bool) -> Double {
    up ? offered.first { $0 > value } ?? value : offered.last { $0 < value } ?? value
  }
}
