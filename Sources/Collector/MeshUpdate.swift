import MeshModel
import TrafficConfig

/// One look at the mesh: its traffic, and the configuration behind it at the same moment.
public struct MeshUpdate: Sendable {
  public var snapshot: MeshSnapshot
  public var configuration: MeshConfiguration
  /// All namespaces of the cluster, sorted; empty where they cannot be listed.
  public var namespaces: [String]
  /// Of the control plane that most proxies belong to; nil where nothing tells.
  public var trustDomain: String?

  public init(snapshot: MeshSnapshot, configuration: MeshConfiguration, namespaces: [String] = []) {
    self.snapshot = snapshot
    self.configuration = configuration
    self.namespaces = namespaces
  }
}
