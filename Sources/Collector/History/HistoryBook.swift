import MeshModel

/// The histories of all nodes and edges of the graph that is shown.
struct HistoryBook: Sendable {
  /// Points over all histories together, which bounds the memory: 32 bytes each.
  private static let budget = 200_000

  private var nodes: [NodeID: TrafficHistory] = [:]
  private var edges: [EdgeID: TrafficHistory] = [:]

  /// The time that a point stands for; see `TrafficPoint`.
  struct Span: Sendable {
    var time: Double
    var seconds: Double
    var since: Double
  }

  /// Adds a point for everything in the graph: its recent traffic. What vanished gets points of zero until its last
  /// traffic is too old.
  mutating func record(_ graph: GraphBuilder.Graph, over span: Span) {
    let limit = min(1_800, max(32, Self.budget / max(1, graph.nodes.count + graph.edges.count)))
    var inbound: [NodeID: RequestTotals] = [:]
    var outbound: [NodeID: RequestTotals] = [:]
    var seenEdges: Set<EdgeID> = []
    for edge in graph.edges {
      seenEdges.insert(edge.id)
      let recent = graph.recent[edge.id] ?? RequestTotals()
      inbound[edge.target, default: RequestTotals()] = inbound[edge.target, default: RequestTotals()] + recent
      outbound[edge.source, default: RequestTotals()] = outbound[edge.source, default: RequestTotals()] + recent
      edges[edge.id, default: TrafficHistory()].append(point(recent, over: span, edge.latency), limit: limit)
    }
    var seenNodes: Set<NodeID> = []
    for node in graph.nodes {
      seenNodes.insert(node.id)
      // A node that only sends is known by what it sends.
      let recent = (node.inbound.isZero ? outbound[node.id] : inbound[node.id]) ?? RequestTotals()
      nodes[node.id, default: TrafficHistory()].append(point(recent, over: span, node.latency), limit: limit)
    }
    for id in nodes.keys.filter({ !seenNodes.contains($0) }) { fade(&nodes[id], over: span, limit: limit) }
    for id in edges.keys.filter({ !seenEdges.contains($0) }) { fade(&edges[id], over: span, limit: limit) }
  }

  private func point(_ totals: RequestTotals, over span: Span, _ latency: Latency?) -> TrafficPoint {
    TrafficPoint(
      time: span.time, seconds: span.seconds, since: span.since,
      rate: totals.rate > 0 ? totals.rate : totals.bytesPerSecond, percentError: totals.percentError,
      p50: latency?.p50, p95: latency?.p95, p99: latency?.p99)
  }

  /// The points of all nodes, oldest first; also of those that left the graph as long as their traffic is remembered, by
  /// which one sees in an outage when the last request was.
  var nodePoints: [NodeID: [TrafficPoint]] { nodes.mapValues(\.points) }

  /// The points of the graph's edges, oldest first.
  func edgePoints(_ graph: GraphBuilder.Graph) -> [EdgeID: [TrafficPoint]] {
    Dictionary(uniqueKeysWithValues: graph.edges.map { ($0.id, edges[$0.id]?.points ?? []) })
  }

  private func fade(_ history: inout TrafficHistory?, over span: Span, limit: Int) {
    guard var faded = history else { return }
    faded.append(point(RequestTotals(), over: span, nil), limit: limit)
    history = faded.points.contains { $0.rate > 0 } ? faded : nil
  }
}
