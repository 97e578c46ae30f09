/// A Kubernetes Service as the mesh sees it.
public struct ServiceInfo: Hashable, Sendable, Codable, Identifiable {
  public let id: ServiceID
  /// The pod selector; empty for headless services without one and for ExternalName.
  public var selector: [String: String]
  public var ports: [ServicePort]
  /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
  public var type = "ClusterIP"
  /// Without an address of its own: clients get the pods' addresses, and weights between versions may not apply.
  public var isHeadless = false
  /// The name that an ExternalName service stands for.
  public var externalName: String?
  /// What its label `istio.io/use-waypoint` says: the name of a waypoint, or `none`; nil leaves it to the namespace.
  public var waypoint: String?
  /// Where that waypoint is, if not in the service's namespace.
  public var waypointNamespace: String?
  /// Why Istio could not bind it to its waypoint, by the condition `istio.io/WaypointBound` of its status; nil where
  /// nothing is amiss.
  public var unboundWaypoint: String?

  public init(id: ServiceID, selector: [String: String] = [:], ports: [ServicePort] = []) {
    self.id = id
    self.selector = selector
    self.ports = ports
  }

  /// Whether the selector, which must not be empty, picks a pod with these labels.
  public func selects(_ labels: [String: String]) -> Bool {
    !selector.isEmpty && selector.allSatisfy { labels[$0.key] == $0.value }
  }
}
