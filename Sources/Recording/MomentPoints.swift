import MeshModel

/// The newest history points of one moment.
struct MomentPoints: Sendable {
  var nodes: [NodeID: TrafficPoint]
  var edges: [EdgeID: TrafficPoint]
}
