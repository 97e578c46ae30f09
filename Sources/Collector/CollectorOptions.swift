import MeshModel

/// What to collect and how to draw it.
public struct CollectorOptions: Sendable, Hashable {
  /// Nil means all.
  public var namespaces: [String]?
  /// Seconds between polls, 1...60.
  public var refresh: Double
  /// Seconds that rates cover: 10...300, from a store of metrics up to `longestStoredWindow`.
  public var window: Double
  public var graphType: GraphType
  /// Also show edges without traffic in the window, and services and workloads that no proxy tells of.
  public var includeIdle: Bool
  /// Show services between clients and workloads.
  public var serviceNodes: Bool
  /// The most polls at the same time.
  public var maxConcurrentPolls: Int
  /// Ask pods by their addresses, not through the API server.
  public var direct: Bool
  /// What errors are borne.
  public var tolerances: [RequestTolerance]

  public init(
    namespaces: [String]? = nil, refresh: Double = 5, window: Double = 30, graphType: GraphType = .versionedApp,
    includeIdle: Bool = false, serviceNodes: Bool = true, maxConcurrentPolls: Int = 16, direct: Bool = false,
    tolerances: [RequestTolerance] = RequestTolerance.defaults
  ) {
    self.namespaces = namespaces
    self.refresh = refresh
    self.window = window
    self.graphType = graphType
    self.includeIdle = includeIdle
    self.serviceNodes = serviceNodes
    self.maxConcurrentPolls = maxConcurrentPolls
    self.direct = direct
    self.tolerances = tolerances
  }

  /// The longest window, in seconds, where a store of metrics remembers what was: a day.
  public static let longestStoredWindow = 86_400.0

  /// The same options with every number within its range.
  ///
  /// - Parameter isStored: whether a store of metrics is read.
  func clamped(isStored: Bool) -> CollectorOptions {
    var options = self
    options.refresh = refresh.isFinite ? min(max(refresh, 1), 60) : 5
    options.window =
      window.isFinite ? min(max(window, 10), isStored ? Self.longestStoredWindow : ColumnBook.longestWindow) : 30
    options.maxConcurrentPolls = min(max(maxConcurrentPolls, 1), 256)
    return options
  }
}
