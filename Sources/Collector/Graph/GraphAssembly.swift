import MeshModel

/// Puts flows onto nodes and edges.
enum GraphAssembly {
  /// Draws the flows. With service nodes, a request that reached a workload of a service is on two edges; one that
  /// failed before a workload was chosen ends at the service.
  static func assemble(
    active: [FlowTraffic], idle: [FlowKey], rules: NodeRules, serviceNodes: Bool
  ) -> GraphDraft {
    var draft = GraphDraft()
    let withService = serviceNodes || rules.graphType == .service
    for flow in active {
      for edge in edges(of: flow.key, rules, withService, &draft) { draft.edges[edge, default: EdgeDraft()].add(flow) }
    }
    for key in idle {
      for edge in edges(of: key, rules, withService, &draft) where draft.edges[edge] == nil {
        draft.edges[edge] = EdgeDraft()
      }
    }
    return rules.graphType == .service ? ServiceReduction.reduce(draft) : draft
  }

  private static func edges(
    of key: FlowKey, _ rules: NodeRules, _ withService: Bool, _ draft: inout GraphDraft
  ) -> [EdgeID] {
    let way = rules.way(of: key, withService: withService)
    let source = draft.add(way.source)
    let destination = draft.add(way.destination)
    guard let node = way.service else {
      return [EdgeID(source: source, target: destination, protocol: key.protocol)]
    }
    let service = draft.add(node)
    return [
      EdgeID(source: source, target: service, protocol: key.protocol),
      EdgeID(source: service, target: destination, protocol: key.protocol),
    ]
  }
}
