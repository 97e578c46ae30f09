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
