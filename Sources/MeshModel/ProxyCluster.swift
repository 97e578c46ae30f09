/// A cluster of an Envoy: where it may send requests, and what became of them.
public struct ProxyCluster: Hashable, Sendable, Codable, Identifiable {
  public var id: String { name.text }
  public var name: ClusterName
  /// The name that the cluster's statistics go by.
  public var statName: String
  /// Delivered by a control plane, not by the bootstrap.
  public var isDynamic = false
  public var limits = BreakerLimits()
  public var hosts: [ProxyHost] = []
  /// Nil where the proxy keeps no statistics of clusters, or has not used this one.
  public var counters: ClusterCounters?

  public init(name: String) {
    self.name = ClusterName(name)
    statName = name
  }

  public var ejectedHosts: [ProxyHost] { hosts.filter(\.isEjected) }
  /// The limits that are reached at the moment.
  public var openBreakers: [String] { counters?.openBreakers ?? [] }
}
