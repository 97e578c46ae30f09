/// Where a mesh is read from.
public protocol MeshSource: Sendable {
  /// What the mesh consists of: once it is known, and again after each change, until the iteration ends. A source that
  /// cannot be read says so in the inventory instead of ending.
  ///
  /// - Parameter namespaces: nil means all.
  func inventory(namespaces: [String]?) -> AsyncStream<MeshInventory>

  /// Asks one proxy for its stats and feeds the answer into the fold as it comes.
  func poll(_ request: PollRequest, into fold: PollFold) async throws(PollFailure) -> PollFold

  /// The way to the proxies' admin interfaces.
  var admin: any ProxyAdmin { get }

  /// A store of metrics that could be read instead of the proxies, as people call it; nil where none is known.
  func findStore() async -> String?

  /// Ends all connections.
  func shutdown() async
}

extension MeshSource {
  public var admin: any ProxyAdmin { AbsentAdmin() }
  public func findStore() async -> String? { nil }
}
