import MeshModel

/// From merged flows to the nodes and edges of a snapshot, step by step.
struct GraphBuilder: Sendable {
  var options: CollectorOptions
  var facts: MeshFacts
  /// The seconds that the rates cover.
  var window: Double

  /// The finished graph.
  struct Graph: Sendable {
    /// Sorted by id.
    var nodes: [MeshNode] = []
    /// Sorted by id.
    var edges: [MeshEdge] = []
    /// The traffic of each edge since the poll before.
    var recent: [EdgeID: RequestTotals] = [:]
  }

  func build(_ flows: ReporterMerge.Result) -> Graph {
    let selection = FlowSelection(options.namespaces)
    let rules = NodeRules(graphType: options.graphType, externalHosts: facts.externalHosts)
    var draft = GraphAssembly.assemble(
      active: flows.active.filter { selection.wants($0.key) },
      idle: options.includeIdle ? flows.idle.filter(selection.wants) : [], rules: rules,
      serviceNodes: options.serviceNodes)
    if options.includeIdle {
      IdleNodes.add(
        to: &draft, facts: facts, rules: rules, selection: selection, services: options.serviceNodes)
    }
    let judge = HealthJudge(tolerances: options.tolerances, window: window)
    var traffic = NodeTraffic.collect(draft)
    let edges = draft.sortedEdges.compactMap { id in
      draft.edges[id].map { edge(id, $0, draft, traffic, judge) }
    }
    let nodes = draft.nodes.keys.sorted().compactMap { id in
      draft.nodes[id].map { node($0, traffic.removeValue(forKey: id) ?? NodeTraffic(), selection, judge) }
    }
    return Graph(nodes: nodes, edges: edges, recent: recent(draft))
  }

  private func recent(_ draft: GraphDraft) -> [EdgeID: RequestTotals] {
    var recent: [EdgeID: RequestTotals] = [:]
    recent.reserveCapacity(draft.edges.count)
    for (id, edge) in draft.edges {
      recent[id] =
        id.protocol == .tcp
        ? RequestTotals(bytesPerSecond: edge.recentRate)
        : RequestTotals(rate: edge.recentRate, errorRate: edge.recentErrorRate)
    }
    return recent
  }

  // MARK: Edges

  private func edge(
    _ id: EdgeID, _ draft: EdgeDraft, _ graph: GraphDraft, _ traffic: [NodeID: NodeTraffic], _ judge: HealthJudge
  ) -> MeshEdge {
    guard draft.rate > 0 else { return MeshEdge(id: id, rate: 0, health: Health(.idle), isIdle: true) }
    let sent = traffic[id.source]?.sent[id.protocol] ?? 0
    let codes = draft.codes
    var edge = MeshEdge(
      id: id, rate: draft.rate, errorRate: draft.errorRate,
      percentOfSource: sent > 0 ? min(100, draft.rate / sent * 100) : 0, responses: draft.responses,
      latency: draft.histogram?.latency,
      mtlsPercent: draft.witnessedRate > 0 ? min(100, draft.mutualRate / draft.witnessedRate * 100) : nil,
      configuredWeight: configuredWeight(graph.nodes[id.source], graph.nodes[id.target]),
      health: judge.judge(codes, id.protocol, .inbound).worse(judge.judge(codes, id.protocol, .outbound)))
    if draft.isFromClusters { edge.trafficSource = .clusters }
    if graph.nodes[id.source]?.kind == .service {
      edge.latencyBuckets = draft.histogram.flatMap { LatencyBuckets($0, over: window) }
    }
    edge.asOf = draft.asOf
    return edge
  }

  private func configuredWeight(_ source: NodeIdentity?, _ target: NodeIdentity?) -> Double? {
    guard let source, let target, source.kind == .service, let service = source.service,
      target.kind == .workload || target.kind == .app, facts.isHome(source.cluster)
    else { return nil }
    return facts.weights.percent(
      namespace: source.namespace, service: service, workloads: facts.workloads(of: target))
  }

  // MARK: Nodes

  private func node(
    _ identity: NodeIdentity, _ traffic: NodeTraffic, _ selection: FlowSelection, _ judge: HealthJudge
  ) -> MeshNode {
    let isOutside = selection.isOutside(identity)
    let workloads = facts.workloads(of: identity)
    var node = MeshNode(
      id: identity.id, kind: identity.kind, cluster: identity.cluster, namespace: identity.namespace,
      workload: identity.workload, app: identity.app, version: identity.version, service: identity.service,
      isRoot: traffic.hasOutgoing && !traffic.hasIncoming, isOutside: isOutside,
      health: health(identity, traffic, workloads, judge), badges: isOutside ? [] : facts.badges(of: identity),
      replicas: replicas(workloads), inbound: traffic.inbound, outbound: traffic.outbound,
      latency: traffic.histogram?.latency)
    node.asOf = traffic.asOf
    return node
  }

  private func health(
    _ node: NodeIdentity, _ traffic: NodeTraffic, _ workloads: [WorkloadInfo], _ judge: HealthJudge
  ) -> Health {
    guard node.kind != .unknown else { return Health(.na) }
    let byReplicas = WorkloadHealth.status(of: workloads)
    guard !traffic.inbound.isZero || !traffic.outbound.isZero else {
      // Complete replicas alone say nothing of requests: what has none is idle.
      return byReplicas.status > .healthy ? byReplicas : Health(.idle)
    }
    var health = Health(.na)
    for name in TrafficProtocol.allCases {
      health = health.worse(judge.judge(traffic.inboundCodes[name] ?? [:], name, .inbound))
    }
    if node.kind == .workload || node.kind == .app {
      for name in TrafficProtocol.allCases {
        health = health.worse(judge.judge(traffic.outboundCodes[name] ?? [:], name, .outbound))
      }
    }
    return health.worse(byReplicas)
  }

  private func replicas(_ workloads: [WorkloadInfo]) -> Replicas? {
    let known = workloads.compactMap(\.replicas)
    guard let first = known.first else { return nil }
    return known.dropFirst().reduce(first) {
      Replicas(
        desired: $0.desired + $1.desired, current: $0.current + $1.current, available: $0.available + $1.available)
    }
  }
}
