/// A workload (usually a Deployment) of one cluster.
public struct WorkloadID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let cluster: String
  public let namespace: String
  public let name: String

  public init(cluster: String = MeshDefaults.cluster, namespace: String, name: String) {
    self.cluster = cluster
    self.namespace = namespace
    self.name = name
  }

  public static func < (a: WorkloadID, b: WorkloadID) -> Bool {
    (a.cluster, a.namespace, a.name) < (b.cluster, b.namespace, b.name)
  }
  public var description: String { "\(namespace)/\(name)" }
}
