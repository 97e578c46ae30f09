import MeshModel

/// Makes the service graph of a workload graph with services: what a workload sends, its services send.
enum ServiceReduction {
  /// Workloads go, except roots and those without a service in front. Where several services lead to one workload,
  /// what it sends is shared out by what they bring it.
  static func reduce(_ draft: GraphDraft) -> GraphDraft {
    var fronts: [NodeID: [(service: NodeID, rate: Double)]] = [:]
    for id in draft.sortedEdges {
      guard isService(draft.nodes[id.source]), isWorkload(draft.nodes[id.target]), let edge = draft.edges[id] else {
        continue
      }
      fronts[id.target, default: []].append((id.source, edge.rate))
    }
    var result = GraphDraft()
    for node in draft.nodes.values where fronts[node.id] == nil { result.add(node) }
    for id in draft.sortedEdges {
      guard let edge = draft.edges[id] else { continue }
      if fronts[id.target] != nil, isService(draft.nodes[id.source]) { continue }
      let senders = fronts[id.source] ?? [(id.source, 1)]
      let total = senders.reduce(0) { $0 + $1.rate }
      for target in targets(id.target, fronts) {
        for sender in senders {
          let share = total > 0 ? sender.rate / total : 1 / Double(senders.count)
          let reduced = EdgeID(source: sender.service, target: target.id, protocol: id.protocol)
          result.edges[reduced, default: EdgeDraft()].add(edge, share: share * target.share)
        }
      }
    }
    return result
  }

  /// A workload that was called without its service stands behind its services all the same.
  private static func targets(
    _ id: NodeID, _ fronts: [NodeID: [(service: NodeID, rate: Double)]]
  ) -> [(id: NodeID, share: Double)] {
    guard let services = fronts[id] else { return [(id, 1)] }
    let total = services.reduce(0) { $0 + $1.rate }
    return services.map { ($0.service, total > 0 ? $0.rate / total : 1 / Double(services.count)) }
  }

  private static func isService(_ node: NodeIdentity?) -> Bool {
    node?.kind == .service || node?.kind == .serviceEntry
  }

  private static func isWorkload(_ node: NodeIdentity?) -> Bool { node?.kind == .workload || node?.kind == .app }
}
