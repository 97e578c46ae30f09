/// A Kubernetes Service of one cluster.
public struct ServiceID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let cluster: String
  public let namespace: String
  public let name: String

  public init(cluster: String = MeshDefaults.cluster, namespace: String, name: String) {
    self.cluster = cluster
    self.namespace = namespace
    self.name = name
  }

  /// The fully qualified host, such as `reviews.default.svc.cluster.local`.
  public func host(domain: String = MeshDefaults.domain) -> String { "\(name).\(namespace).svc.\(domain)" }

  public static func < (a: ServiceID, b: ServiceID) -> Bool {
    (a.cluster, a.namespace, a.name) < (b.cluster, b.namespace, b.name)
  }
  /// `name.namespace`, as operators write it.
  public var description: String { "\(name).\(namespace)" }
}
