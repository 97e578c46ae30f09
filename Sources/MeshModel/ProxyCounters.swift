/// What a proxy counts of itself, as far as it exposes it; nil is not exposed or never happened.
public struct ProxyCounters: Hashable, Sendable, Codable {
  /// Seconds, as of the newest flush of the statistics (5 s by default).
  public var uptime: Double?
  /// Bytes.
  public var memory: Double?
  /// Open downstream connections.
  public var connections: Double?
  /// Requests answered by an injected fault; they reach no cluster.
  public var abortsInjected: Double?
  public var delaysInjected: Double?
  /// Requests that no route matched.
  public var noRoute: Double?
  /// Requests whose route led to a cluster that does not exist.
  public var noCluster: Double?
  /// Requests that the proxy made by itself: mirrored copies, and calls of filters.
  public var asyncRequests: Double?
  /// By kind (`cds`, `lds`, `rds`, `eds`): the version in use, where told.
  public var configurationVersions: [String: String] = [:]
  /// By kind: updates that the proxy refused.
  public var rejectedUpdates: [String: Double] = [:]

  public init() {}
}
