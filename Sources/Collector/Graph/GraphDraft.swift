import MeshModel

/// Nodes and edges while the steps of the pipeline work on them.
struct GraphDraft: Sendable {
  var nodes: [NodeID: NodeIdentity] = [:]
  /// An edge without traffic is idle.
  var edges: [EdgeID: EdgeDraft] = [:]

  /// Adds a node unless it is there, and returns its id.
  @discardableResult
  mutating func add(_ node: NodeIdentity) -> NodeID {
    if nodes[node.id] == nil { nodes[node.id] = node }
    return node.id
  }

  /// The ids in their order.
  var sortedEdges: [EdgeID] { edges.keys.sorted() }
}
