import MeshModel
import TrafficConfig

/// One look at the mesh to be kept: the traffic and the configuration of the same moment.
public struct MeshMoment: Sendable {
  /// Its histories hold at most the newest point of each node and edge: the earlier ones are in earlier moments.
  public var snapshot: MeshSnapshot
  public var configuration: MeshConfiguration

  public init(snapshot: MeshSnapshot, configuration: MeshConfiguration) {
    self.snapshot = snapshot
    self.configuration = configuration
  }
}
