import MeshModel

/// Istio's Bookinfo as a collector would report it: 49.8 requests a second, reviews split by weights, one breaker open.
struct Bookinfo {
  /// Requests per second through the gateway.
  var rate = 49.8
  /// Share of the requests for reviews that version 1 and 2 answer.
  var split = (v1: 0.841, v2: 0.159)
  /// Weights of the VirtualService for reviews; nil for none.
  var weights: (v1: Double, v2: Double, v3: Double)? = (80, 20, 0)
  /// Share of productpage's requests to reviews that the circuit breaker refuses.
  var refused = 0.021
  var timestamp = 1_700_000_000.0
  var graphType = GraphType.versionedApp

  static let namespace = "default"

  static func node(_ text: String) -> NodeID { NodeID("vapp_Kubernetes_default_" + text) }
  static func service(_ text: String) -> NodeID { NodeID("svc_Kubernetes_default_" + text) }
  static let gateway = NodeID("vapp_Kubernetes_istio-system_istio-ingressgateway")

  func snapshot() -> MeshSnapshot {
    var snapshot = MeshSnapshot(
      timestamp: timestamp, windowSeconds: 30, graphType: graphType, nodes: nodes.sorted { $0.id < $1.id },
      edges: edges.sorted { $0.id < $1.id }, services: services, workloads: workloads, proxies: proxies)
    for node in snapshot.nodes {
      snapshot.nodeHistory[node.id] = history(node.inbound.isZero ? node.outbound : node.inbound)
    }
    for edge in snapshot.edges {
      snapshot.edgeHistory[edge.id] = history(RequestTotals(rate: edge.rate, errorRate: edge.errorRate))
    }
    return snapshot
  }

  /// Only the newest point of each history, for polls of which each was different.
  func newestPoll() -> MeshSnapshot {
    var snapshot = snapshot()
    snapshot.nodeHistory = snapshot.nodeHistory.mapValues { $0.suffix(1) }
    snapshot.edgeHistory = snapshot.edgeHistory.mapValues { $0.suffix(1) }
    return snapshot
  }

  // MARK: Graph

  private var refusedRate: Double { rate * refused }
  private var answered: Double { rate - refusedRate }

  private var nodes: [MeshNode] {
    var nodes = [
      MeshNode(
        id: Self.gateway, kind: .app, namespace: "istio-system", workload: "istio-ingressgateway",
        app: "istio-ingressgateway", isRoot: true, isOutside: true, health: Health(.healthy), badges: [.gateway],
        replicas: Replicas(desired: 1, current: 1, available: 1), outbound: RequestTotals(rate: rate),
        latency: Latency(p50: 22, p95: 48, p99: 61, average: 25)),
      appNode("productpage-v1", rate, out: rate * 2, p95: 45),
      serviceNode("productpage", rate, p95: 45),
      appNode("details-v1", rate, p95: 3),
      serviceNode("details", rate, p95: 3),
      appNode("reviews-v1", answered * split.v1, p95: 24),
      appNode("reviews-v2", answered * split.v2, out: answered * split.v2, p95: 31),
      serviceNode("reviews", rate, errors: refusedRate, p95: 31),
    ]
    if split.v2 > 0 {
      nodes += [
        appNode("ratings-v1", answered * split.v2, p95: 9), serviceNode("ratings", answered * split.v2, p95: 9),
      ]
    }
    return nodes
  }

  private func appNode(_ workload: String, _ rate: Double, out: Double = 0, p95: Double) -> MeshNode {
    let parts = workload.split(separator: "-").map(String.init)
    return MeshNode(
      id: Self.node(workload), kind: .app, namespace: Self.namespace, workload: workload, app: parts[0],
      version: parts[1], health: Health(.healthy), replicas: Replicas(desired: 1, current: 1, available: 1),
      inbound: RequestTotals(rate: rate), outbound: RequestTotals(rate: out), latency: latency(p95))
  }

  private func serviceNode(_ name: String, _ rate: Double, errors: Double = 0, p95: Double) -> MeshNode {
    let health = errors > 0 ? Health(.degraded, reason: "5XX 2.1% >= 0.1% in 30 s") : Health(.healthy)
    return MeshNode(
      id: Self.service(name), kind: .service, namespace: Self.namespace, service: name, health: health,
      badges: name == "reviews" && weights != nil ? [.virtualService, .trafficShifting] : [],
      inbound: RequestTotals(rate: rate, errorRate: errors), latency: latency(p95))
  }

  private func latency(_ p95: Double) -> Latency {
    Latency(p50: p95 * 0.4, p95: p95, p99: p95 * 1.6, average: p95 * 0.5)
  }

  private var edges: [MeshEdge] {
    var edges = [
      edge(Self.gateway, Self.service("productpage"), rate, p95: 45),
      edge(Self.service("productpage"), Self.node("productpage-v1"), rate, p95: 45),
      edge(Self.node("productpage-v1"), Self.service("details"), rate, p95: 3),
      edge(Self.service("details"), Self.node("details-v1"), rate, p95: 3),
      edge(Self.node("productpage-v1"), Self.service("reviews"), rate, refused: refusedRate, p95: 31),
      edge(Self.service("reviews"), Self.node("reviews-v1"), answered * split.v1, p95: 24, weight: weights?.v1),
    ]
    if split.v2 > 0 {
      edges += [
        edge(Self.service("reviews"), Self.node("reviews-v2"), answered * split.v2, p95: 31, weight: weights?.v2),
        edge(Self.node("reviews-v2"), Self.service("ratings"), answered * split.v2, p95: 9),
        edge(Self.service("ratings"), Self.node("ratings-v1"), answered * split.v2, p95: 9),
      ]
    }
    return edges
  }

  private func edge(
    _ source: NodeID, _ target: NodeID, _ rate: Double, refused: Double = 0, p95: Double, weight: Double? = nil
  ) -> MeshEdge {
    let host = target.text.split(separator: "_").last.map(String.init) ?? ""
    var responses = [ResponseKey(code: "200", flags: "-", host: host): rate - refused]
    if refused > 0 { responses[ResponseKey(code: "503", flags: "UO", host: host)] = refused }
    var edge = MeshEdge(
      id: EdgeID(source: source, target: target, protocol: .http), rate: rate, errorRate: refused,
      percentOfSource: 100, responses: responses, latency: latency(p95), mtlsPercent: 100, configuredWeight: weight,
      health: refused > 0 ? Health(.degraded, reason: "5XX 2.1% >= 0.1% in 30 s") : Health(.healthy))
    if source.text.hasPrefix("svc_") { edge.latencyBuckets = buckets(rate * 30, p95: p95) }
    return edge
  }

  /// So many requests in Envoy's buckets, nearly all of them faster than the percentile.
  private func buckets(_ requests: Double, p95: Double) -> LatencyBuckets {
    let bounds: [Double] = [0, 0.5, 1, 5, 10, 25, 50, 100, 250]
    let shares: [Double] = [0.2, 0.5, 0.25, 0.045, 0.005]
    let last = bounds.firstIndex { $0 >= p95 } ?? bounds.count - 2
    return LatencyBuckets(
      shares.enumerated().compactMap { place, share in
        let upper = last - 2 + place
        guard upper > 0, upper < bounds.count else { return nil }
        return LatencyBuckets.Bucket(
          lower: bounds[upper - 1], upper: bounds[upper], count: (requests * share).rounded())
      })
  }

  // MARK: Kubernetes

  private var services: [ServiceInfo] {
    ["details", "productpage", "ratings", "reviews"].map { name in
      ServiceInfo(
        id: ServiceID(namespace: Self.namespace, name: name), selector: ["app": name],
        ports: [ServicePort(name: "http", number: 9080, targetPort: 9080)])
    }
  }

  private var workloads: [WorkloadInfo] {
    ["details-v1", "productpage-v1", "ratings-v1", "reviews-v1", "reviews-v2", "reviews-v3"].enumerated().map {
      index, name in
      let parts = name.split(separator: "-").map(String.init)
      let labels = ["app": parts[0], "version": parts[1]]
      return WorkloadInfo(
        id: WorkloadID(namespace: Self.namespace, name: name), labels: labels,
        replicas: Replicas(desired: 1, current: 1, available: 1),
        pods: [PodInfo(name: name + "-7d4c9", ip: "10.0.0.\(index + 1)", labels: labels)])
    }
  }

  private var proxies: [ProxyStatus] {
    ["details-v1", "productpage-v1", "ratings-v1", "reviews-v1", "reviews-v2", "reviews-v3"].map { (name: String) in
      ProxyStatus(
        id: "default/\(name)-7d4c9", namespace: Self.namespace, pod: "\(name)-7d4c9", workload: name,
        state: .answering, age: 2, latencyMs: 4, bytes: 18_000)
    }
  }

  /// Forty polls, five seconds apart, that wander about the figures of now.
  private func history(_ totals: RequestTotals) -> [TrafficPoint] {
    (0..<40).map { index in
      let wave = 0.75 + 0.25 * Double((index * 7) % 13) / 12
      let isNewest = index == 39
      let error = totals.errorRate > 0 && (isNewest || index % 9 == 3) ? totals.percentError : 0
      return TrafficPoint(
        time: timestamp - Double(39 - index) * 5, seconds: 5, rate: isNewest ? totals.rate : totals.rate * wave,
        percentError: error, p50: 12, p95: 30, p99: 44 + wave * 10)
    }
  }
}
