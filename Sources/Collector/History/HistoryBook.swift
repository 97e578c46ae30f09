import MeshModel

/// The histories of all nodes and edges of the graph that is shown.
struct HistoryBook: Sendable {
  /// Points over all histories together, which bounds the memory: about 48 bytes each.
  private static let budget = 200_000

  private var nodes: [NodeID: TrafficHistory] = [:]
  private var edges: [EdgeID: TrafficHistory] = [:]

  /// Adds a point for everything in the graph. What vanished gets points of zero until its last traffic is too old.
  mutating func record(_ graph: GraphBuilder.Graph, at time: Double) {
    let limit = min(1_800, max(32, Self.budget / max(1, graph.nodes.count + graph.edges.count)))
    var seenNodes: Set<NodeID> = []
    for node in graph.nodes {
      seenNodes.insert(node.id)
      // A node that only sends is known by what it sends.
      let totals = node.inbound.isZero ? node.outbound : node.inbound
      let rate = totals.rate > 0 ? totals.rate : totals.bytesPerSecond
      nodes[node.id, default: TrafficHistory()].append(
        TrafficPoint(time: time, rate: rate, percentError: totals.percentError, p95: node.latency?.p95), limit: limit)
    }
    var seenEdges: Set<EdgeID> = []
    for edge in graph.edges {
      seenEdges.insert(edge.id)
      edges[edge.id, default: TrafficHistory()].append(
        TrafficPoint(time: time, rate: edge.rate, percentError: edge.percentError, p95: edge.latency?.p95),
        limit: limit)
    }
    for id in nodes.keys.filter({ !seenNodes.contains($0) }) { fade(&nodes[id], at: time, limit: limit) }
    for id in edges.keys.filter({ !seenEdges.contains($0) }) { fade(&edges[id], at: time, limit: limit) }
  }

  /// The points of the graph's nodes, oldest first.
  func nodePoints(_ graph: GraphBuilder.Graph) -> [NodeID: [TrafficPoint]] {
    Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, nodes[$0.id]?.points ?? []) })
  }

  /// The points of the graph's edges, oldest first.
  func edgePoints(_ graph: GraphBuilder.Graph) -> [EdgeID: [TrafficPoint]] {
    Dictionary(uniqueKeysWithValues: graph.edges.map { ($0.id, edges[$0.id]?.points ?? []) })
  }

  private func fade(_ history: inout TrafficHistory?, at time: Double, limit: Int) {
    guard var faded = history else { return }
    faded.append(TrafficPoint(time: time, rate: 0), limit: limit)
    history = faded.points.contains { $0.rate > 0 } ? faded : nil
  }
}
