import MeshModel

/// A believable mesh of any size: layers of services that call those below, some of them failing.
struct LayeredMesh {
  var services: Int
  var seed: UInt64 = 1
  /// The namespaces that take turns.
  var namespaces = ["default"]
  var timestamp = 1_700_000_000.0

  func snapshot() -> MeshSnapshot {
    var random = SeededGenerator(seed: seed)
    var nodes: [MeshNode] = []
    var edges: [MeshEdge] = []
    let names = ["gate", "shop", "cart", "stock", "price", "pay", "mail", "user", "search", "rank", "log", "auth"]
    let layers = max(2, min(6, services / 4 + 1))
    for i in 0..<services {
      let name = i < names.count ? names[i] : "\(names[i % names.count])-\(i / names.count)"
      let namespace = namespaces[i % namespaces.count]
      let rate = Double.random(in: 1...80, using: &random)
      let failing = Int.random(in: 0..<10, using: &random)
      let health = failing == 0 ? Health(.failure, reason: "5XX 14% ≥ 10% in 30 s") : Health(.healthy)
      let service = NodeID("svc_Kubernetes_\(namespace)_\(name)")
      let workload = NodeID("vapp_Kubernetes_\(namespace)_\(name)-v1")
      nodes.append(
        MeshNode(
          id: service, kind: .service, namespace: namespace, service: name, health: health,
          inbound: RequestTotals(rate: rate), latency: Latency(p95: 12)))
      nodes.append(
        MeshNode(
          id: workload, kind: .app, namespace: namespace, workload: name + "-v1", app: name, version: "v1",
          health: Health(.healthy), inbound: RequestTotals(rate: rate)))
      edges.append(edge(service, workload, rate, health))
      // Callers stand one layer above.
      let layer = i * layers / services
      let above = (0..<i).filter { $0 * layers / services == layer - 1 }
      for _ in 0..<min(above.count, Int.random(in: 1...2, using: &random)) {
        guard let caller = above.randomElement(using: &random) else { continue }
        edges.append(edge(nodes[caller * 2 + 1].id, service, rate / 2, health))
      }
    }
    var seen: Set<EdgeID> = []
    return MeshSnapshot(
      timestamp: timestamp, windowSeconds: 30, nodes: nodes.sorted { $0.id < $1.id },
      edges: edges.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id },
      proxies: [ProxyStatus(id: "a", namespace: "default", pod: "a", state: .answering)])
  }

  private func edge(_ source: NodeID, _ target: NodeID, _ rate: Double, _ health: Health) -> MeshEdge {
    let errors = health.status == .failure ? rate * 0.14 : 0
    var responses = [ResponseKey(code: "200", flags: "-", host: ""): rate - errors]
    if errors > 0 { responses[ResponseKey(code: "503", flags: "UF", host: "")] = errors }
    return MeshEdge(
      id: EdgeID(source: source, target: target, protocol: .http), rate: rate, errorRate: errors, responses: responses,
      latency: Latency(p95: 12), health: health)
  }
}
