import MeshModel

/// A Kubernetes Service of the demo.
public struct DemoService: Hashable, Sendable, Identifiable {
  public let id: ServiceID
  public var labels: [String: String]
  public var ports: [ServicePort]
  /// Picks the pods behind it.
  public var selector: [String: String]

  public init(id: ServiceID, labels: [String: String] = [:], ports: [ServicePort], selector: [String: String]) {
    self.id = id
    self.labels = labels
    self.ports = ports
    self.selector = selector
  }

  public var name: String { id.name }
  public var namespace: String { id.namespace }
  /// The service as the mesh's configuration knows it.
  public var info: ServiceInfo { ServiceInfo(id: id, selector: selector, ports: ports) }
}
