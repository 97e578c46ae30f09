import MeshModel
import TrafficConfig

/// One look at the mesh: the traffic and the configuration of the same moment.
public struct MeshView: Sendable {
  public var snapshot: MeshSnapshot
  public var configuration: MeshConfiguration

  public init(snapshot: MeshSnapshot, configuration: MeshConfiguration) {
    self.snapshot = snapshot
    self.configuration = configuration
  }
}
