import MeshModel

/// What makes a node of the graph, before traffic is added.
struct NodeIdentity: Hashable, Sendable {
  var id: NodeID
  var kind: NodeKind
  var cluster: String
  var namespace: String
  var workload: String?
  var app: String?
  var version: String?
  var service: String?
  /// Stands for everything outside the mesh.
  var isEgress = false
}
