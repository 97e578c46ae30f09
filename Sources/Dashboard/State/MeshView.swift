import MeshModel
import TrafficConfig

/// One look at the mesh: the traffic and the configuration of the same moment.
public struct MeshView: Sendable {
  public var snapshot: MeshSnapshot
  public var configuration: MeshConfiguration

  /// All namespaces of the cluster, sorted; empty where they cannot be listed.
  public var namespaces: [String]

  public init(snapshot: MeshSnapshot, configuration: MeshConfiguration, namespaces: [String] = []) {
    self.snapshot = snapshot
    self.configuration = configuration
    self.namespaces = namespaces
  }
}
