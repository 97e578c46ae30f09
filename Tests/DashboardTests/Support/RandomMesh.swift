import MeshModel

/// Snapshots of any shape, some of them with figures and names that no collector should give.
struct RandomMesh {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let hostileNames = [
    "\u{1B}[31mred\u{1B}[0m", "a\nb", "\u{202E}gnirts", "", " ", "名前", "é\u{301}\u{301}", "x\u{0}y", "\u{7}bell",
    String(repeating: "long", count: 80), "👩‍👩‍👧‍👦", "tab\tname", "\u{FEFF}bom",
  ]

  mutating func snapshot(services: Int, time: Double) -> MeshSnapshot {
    var nodes: [MeshNode] = []
    var workloads: [WorkloadInfo] = []
    var infos: [ServiceInfo] = []
    for i in 0..<services {
      let name = name(i)
      let namespace = ["default", "shop", "istio-system"].randomElement(using: &random) ?? "default"
      nodes.append(
        MeshNode(
          id: NodeID("svc_\(i)"), kind: .service, namespace: namespace, service: name, health: health(),
          badges: Badge.allCases.filter { _ in Bool.random(using: &random) && Bool.random(using: &random) },
          inbound: totals(), latency: Latency(p95: number())))
      infos.append(ServiceInfo(id: ServiceID(namespace: namespace, name: name), selector: ["app": name]))
      for version in 0..<Int.random(in: 0...3, using: &random) {
        nodes.append(
          MeshNode(
            id: NodeID("vapp_\(i)_\(version)"), kind: Bool.random(using: &random) ? .app : .workload,
            namespace: namespace, workload: "\(name)-v\(version)", app: name, version: "v\(version)",
            health: health(), replicas: Replicas(desired: version, current: 1, available: version), inbound: totals(),
            outbound: totals()))
        workloads.append(
          WorkloadInfo(
            id: WorkloadID(namespace: namespace, name: "\(name)-v\(version)"),
            labels: ["app": name, "version": "v\(version)"]))
      }
    }
    nodes.append(MeshNode(id: NodeID("Kubernetes_unknown_source"), kind: .unknown, namespace: "unknown"))
    nodes.append(
      MeshNode(id: NodeID("svc_pt"), kind: .service, namespace: "", service: "PassthroughCluster", badges: [.egress]))
    return MeshSnapshot(
      timestamp: time, windowSeconds: number(), graphType: GraphType.allCases.randomElement(using: &random) ?? .app,
      nodes: nodes.sorted { $0.id < $1.id }, edges: edges(nodes), services: infos, workloads: workloads,
      proxies: (0..<services).map { proxy($0) }, notices: [Notice(code: "x", text: Self.hostileNames[0])])
  }

  private mutating func edges(_ nodes: [MeshNode]) -> [MeshEdge] {
    var edges: [EdgeID: MeshEdge] = [:]
    for _ in 0..<nodes.count * 2 {
      guard let source = nodes.randomElement(using: &random), let target = nodes.randomElement(using: &random) else {
        continue
      }
      let id = EdgeID(
        source: source.id, target: target.id, protocol: TrafficProtocol.allCases.randomElement(using: &random) ?? .http)
      edges[id] = MeshEdge(
        id: id, rate: number(), errorRate: number(),
        responses: [
          ResponseKey(code: "200", flags: "-", host: ""): number(),
          ResponseKey(code: "503", flags: "UO,\u{1B}[0m", host: ""): number(),
        ], latency: Latency(p50: number(), p95: number()), mtlsPercent: number(), configuredWeight: number(),
        health: health())
    }
    return edges.values.sorted { $0.id < $1.id }
  }

  private mutating func name(_ i: Int) -> String {
    Int.random(in: 0..<6, using: &random) == 0
      ? Self.hostileNames.randomElement(using: &random) ?? "" : "service-\(i)"
  }

  /// Mostly ordinary.
  private mutating func number() -> Double {
    let odd: [Double] = [0, -1, .nan, .infinity, 1e300, -.infinity, 1e-300]
    return Int.random(in: 0..<8, using: &random) == 0
      ? odd.randomElement(using: &random) ?? 0 : Double.random(in: 0...2000, using: &random)
  }

  private mutating func totals() -> RequestTotals {
    RequestTotals(rate: number(), errorRate: number(), bytesPerSecond: number())
  }

  private mutating func health() -> Health {
    Health(HealthStatus.allCases.randomElement(using: &random) ?? .na, reason: "5XX \u{1B}[2J")
  }

  private mutating func proxy(_ i: Int) -> ProxyStatus {
    ProxyStatus(
      id: "p\(i)", namespace: "default", pod: "p\(i)",
      state: [.pending, .answering, .failing(reason: "\u{1B}]0;x\u{7}")].randomElement(using: &random) ?? .pending)
  }
}
