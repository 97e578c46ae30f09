import Documents
import MeshModel
import TrafficConfig

/// Bookinfo as a snapshot: reviews at 80/20, its v2 in trouble, and one idle edge.
enum SampleMesh {
  static func node(_ name: String, version: String? = nil, health: HealthStatus = .healthy) -> MeshNode {
    MeshNode(
      id: NodeID("vapp_Kubernetes_default_\(name)-\(version ?? "latest")"), kind: .app, namespace: "default",
      workload: version.map { "\(name)-\($0)" } ?? name, app: name, version: version, health: Health(health))
  }

  static func service(_ name: String) -> MeshNode {
    MeshNode(
      id: NodeID("svc_Kubernetes_default_\(name)"), kind: .service, namespace: "default", service: name,
      health: Health(.healthy))
  }

  static func edge(
    _ source: MeshNode, _ target: MeshNode, _ rate: Double, errors: Double = 0, share: Double = 100,
    responses: [ResponseKey: Double] = [:], latency: Latency? = nil, weight: Double? = nil
  ) -> MeshEdge {
    MeshEdge(
      id: EdgeID(source: source.id, target: target.id, protocol: .http), rate: rate, errorRate: errors,
      percentOfSource: share, responses: responses, latency: latency, mtlsPercent: latency == nil ? nil : 100,
      configuredWeight: weight,
      health: Health(rate == 0 ? .idle : errors > 0 ? .degraded : .healthy), isIdle: rate == 0)
  }

  private static var headless: ServiceInfo {
    var info = ServiceInfo(id: ServiceID(namespace: "default", name: "headless"))
    info.isHeadless = true
    return info
  }

  static var bookinfo: MeshSnapshot {
    var gateway = node("istio-ingressgateway")
    gateway.kind = .workload
    gateway.isRoot = true
    gateway.badges = [.gateway]
    var page = node("productpage", version: "v1")
    page.replicas = Replicas(desired: 2, current: 2, available: 2)
    var reviews = service("reviews")
    reviews.badges = [.virtualService, .trafficShifting]
    reviews.inbound = RequestTotals(rate: 50, errorRate: 1)
    reviews.latency = Latency(p50: 12, p95: 31, p99: 48, average: 14)
    var v1 = node("reviews", version: "v1")
    v1.inbound = RequestTotals(rate: 40)
    let v2 = node("reviews", version: "v2", health: .degraded)
    let ratings = node("ratings", version: "v1", health: .idle)
    let host = "reviews.default.svc.cluster.local"
    return MeshSnapshot(
      timestamp: 1_700_000_000.25, windowSeconds: 10,
      nodes: [gateway, page, reviews, v1, v2, ratings].sorted { $0.id < $1.id },
      edges: [
        edge(gateway, page, 50, latency: Latency(p50: 20, p95: 45, p99: 80, average: 24.1234567)),
        edge(page, reviews, 50, errors: 1, share: 100),
        edge(reviews, v1, 40, share: 80, latency: Latency(p95: 31), weight: 80),
        edge(
          reviews, v2, 10, errors: 1, share: 20,
          responses: [
            ResponseKey(code: "200", flags: "-", host: host): 9,
            ResponseKey(code: "503", flags: "UO", host: host): 0.75,
            ResponseKey(code: "503", flags: "URX,UF", host: ""): 0.25,
          ], weight: 20),
        edge(v2, ratings, 0, share: 0),
      ].sorted { $0.id < $1.id },
      services: [
        ServiceInfo(
          id: ServiceID(namespace: "default", name: "reviews"), selector: ["app": "reviews"],
          ports: [ServicePort(name: "http", number: 9080, targetPort: 9080)]),
        headless,
      ],
      workloads: ["v1", "v2"].map { version in
        WorkloadInfo(
          id: WorkloadID(namespace: "default", name: "reviews-\(version)"),
          labels: ["app": "reviews", "version": version],
          pods: [
            PodInfo(name: "reviews-\(version)-abc", ip: "10.0.0.1"),
            PodInfo(name: "reviews-\(version)-def", ip: "10.0.0.2", isReady: version == "v1"),
          ])
      },
      proxies: [
        ProxyStatus(
          id: "default/reviews-v1-abc", namespace: "default", pod: "reviews-v1-abc", workload: "reviews-v1",
          state: .answering, age: 2, latencyMs: 8.4, bytes: 31_200),
        ProxyStatus(
          id: "default/reviews-v2-abc", namespace: "default", pod: "reviews-v2-abc",
          state: .failing(reason: "HTTP 500: \u{1B}[31mno\nluck")),
        ProxyStatus(id: "default/reviews-v2-def", namespace: "default", pod: "reviews-v2-def"),
      ],
      notices: [Notice(code: "proxy-unreachable", text: "1 of 3 proxies does not answer.")])
  }

  static var configuration: MeshConfiguration {
    get throws {
      let documents = try YAMLText.parseAll(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: reviews, namespace: default, labels: {argocd.argoproj.io/instance: shop}}
        spec:
          hosts: [reviews]
          http:
          - route:
            - destination: {host: reviews, subset: v1}
              weight: 80
            - destination: {host: reviews, subset: v3}
              weight: 10
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: reviews, namespace: default}
        spec:
          host: reviews
          subsets:
          - {name: v1, labels: {version: v1}}
          - {name: v2, labels: {version: v2}}
          trafficPolicy: {connectionPool: {http: {http1MaxPendingRequests: 1}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: front, namespace: default}
        spec:
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: [shop.example.com]
        """)
      return MeshConfiguration(
        virtualServices: [VirtualService(document: documents[0])],
        destinationRules: [DestinationRule(document: documents[1])], gateways: [Gateway(document: documents[2])],
        services: bookinfo.services, workloads: bookinfo.workloads)
    }
  }
}
