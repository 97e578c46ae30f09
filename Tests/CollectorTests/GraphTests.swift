import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Collector

@Suite struct GraphTests {
  static let calls = [
    Sample(
      source: "istio-ingressgateway", sourceNamespace: "istio-system", destination: "productpage-v1",
      service: "productpage", value: 100),
    Sample(value: 60, durations: [20: 60]),
    Sample(destination: "reviews-v2", value: 30, durations: [200: 30]),
    Sample(destination: "reviews-v2", code: "503", value: 10),
    Sample(
      destination: "unknown", service: "reviews", serviceNamespace: "default", code: "503", flags: "UO", value: 20),
    Sample(destination: "details-v1", service: "details", value: 80),
  ]

  @Test func serviceNodesCarryTheSum() throws {
    let snapshot = Mesh.after(Self.calls)
    let front = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(front.rate, 12))
    #expect(near(front.percentOfSource, 60))
    #expect(near(front.percentError, 25))
    let v1 = try #require(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v1"))
    let v2 = try #require(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v2"))
    #expect(near(v1.percentOfSource, 60))
    #expect(near(v2.percentOfSource, 40))
    #expect(near(v2.percentError, 25))
    #expect(snapshot.edges == snapshot.edges.sorted { $0.id < $1.id })
    #expect(snapshot.nodes == snapshot.nodes.sorted { $0.id < $1.id })
  }

  @Test func latencyOfAServiceIsThatOfTheMergedBuckets() throws {
    let snapshot = Mesh.after(Self.calls)
    let front = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews")?.latency)
    // 60 requests of 10 to 25 ms and 30 of 100 to 250 ms.
    #expect(near(front.p50, 10 + 15 * 45 / 60))
    #expect(near(front.p95, 100 + 150 * 25.5 / 30))
    #expect(near(front.average, (60 * 20 + 30 * 200) / 90))
    #expect(snapshot.node("svc_Kubernetes_default_reviews")?.latency == front)
    #expect(snapshot.edge("productpage-v1", "svc_Kubernetes_default_details")?.latency == nil)
  }

  @Test func withoutServiceNodes() throws {
    let snapshot = Mesh.after(Self.calls, options: CollectorOptions(serviceNodes: false))
    #expect(near(snapshot.edge("productpage-v1", "reviews-v2")?.rate, 4))
    #expect(near(snapshot.edge("productpage-v1", "reviews-v2")?.percentOfSource, 20))
    // What reached no workload still ends on the service.
    #expect(near(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews")?.rate, 2))
    #expect(snapshot.node("svc_Kubernetes_default_details") == nil)
  }

  @Test func nodesAddUpTheirEdges() throws {
    let snapshot = Mesh.after(Self.calls)
    let page = try #require(snapshot.node("vapp_Kubernetes_default_productpage-v1"))
    #expect(near(page.inbound.rate, 10))
    #expect(near(page.outbound.rate, 20))
    #expect(near(page.outbound.errorRate, 3))
    #expect(!page.isRoot)
    #expect(page.version == "v1")
    #expect(page.name == "productpage")
    #expect(page.health == Health(.failure, reason: "5XX 15% ≥ 10% outbound in 10 s"))
    let gateway = try #require(snapshot.node("istio-ingressgateway"))
    #expect(gateway.isRoot)
    // A service is judged by what it is asked, not by what others answer it.
    #expect(snapshot.node("svc_Kubernetes_default_productpage")?.health == Health(.healthy))
  }

  @Test func appsFoldVersions() throws {
    let snapshot = Mesh.after(Self.calls, options: CollectorOptions(graphType: .app))
    let edge = try #require(snapshot.edge("svc_Kubernetes_default_reviews", "app_Kubernetes_default_reviews"))
    #expect(near(edge.rate, 10))
    #expect(snapshot.node("app_Kubernetes_default_reviews")?.version == nil)
  }

  @Test func servicesOnly() throws {
    let deeper =
      Self.calls + [
        Sample(source: "reviews-v2", destination: "ratings-v1", service: "ratings", value: 30)
      ]
    let snapshot = Mesh.after(deeper, options: CollectorOptions(graphType: .service))
    let page = "svc_Kubernetes_default_productpage"
    #expect(near(snapshot.edge("istio-ingressgateway", page)?.rate, 10))
    #expect(near(snapshot.edge(page, "svc_Kubernetes_default_reviews")?.rate, 12))
    #expect(near(snapshot.edge(page, "svc_Kubernetes_default_details")?.rate, 8))
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "svc_Kubernetes_default_ratings")?.rate, 3))
    #expect(snapshot.nodes.map(\.kind).count { $0 == .workload } == 1)
    #expect(snapshot.edges.count == 4)
  }

  @Test func aWorkloadBehindTwoServicesIsSharedOut() throws {
    let snapshot = Mesh.after(
      [
        Sample(service: "a", value: 30), Sample(service: "b", value: 10),
        Sample(source: "reviews-v1", destination: "ratings-v1", service: "ratings", value: 80),
      ], options: CollectorOptions(graphType: .service))
    #expect(near(snapshot.edge("svc_Kubernetes_default_a", "svc_Kubernetes_default_ratings")?.rate, 6))
    #expect(near(snapshot.edge("svc_Kubernetes_default_b", "svc_Kubernetes_default_ratings")?.rate, 2))
  }

  @Test func namespacesAreChosenByEitherEnd() throws {
    let elsewhere = Sample(
      source: "a-v1", sourceNamespace: "x", destination: "b-v1", destinationNamespace: "y", service: "b", value: 5)
    let snapshot = Mesh.after(Self.calls + [elsewhere], options: CollectorOptions(namespaces: ["default"]))
    #expect(snapshot.node("_y_b-v1") == nil)
    #expect(try #require(snapshot.node("istio-ingressgateway")).isOutside)
    #expect(try #require(snapshot.node("svc_Kubernetes_default_productpage")).isOutside == false)
    let all = Mesh.after(Self.calls + [elsewhere])
    #expect(all.node("_y_b-v1") != nil)
    #expect(all.nodes.allSatisfy { !$0.isOutside })
    // A request that reached no workload counts by its service's namespace.
    let failed = Sample(
      source: "a-v1", sourceNamespace: "x", destination: "unknown", service: "reviews", serviceNamespace: "default",
      code: "503", flags: "NR", value: 5)
    #expect(Mesh.after([failed], options: CollectorOptions(namespaces: ["default"])).edges.count == 1)
    #expect(Mesh.after([failed], options: CollectorOptions(namespaces: ["y"])).edges.isEmpty)
  }

  @Test func gRPCAndTCPHaveEdgesOfTheirOwn() throws {
    let snapshot = Mesh.after([
      Sample(value: 10), Sample(requestProtocol: "grpc", grpcStatus: "0", value: 20),
      Sample(requestProtocol: "grpc", grpcStatus: "14", value: 20),
      Sample(requestProtocol: "tcp", code: "", metric: "tcp_sent_bytes_total", value: 3_000),
      Sample(requestProtocol: "tcp", code: "", metric: "tcp_received_bytes_total", value: 1_000),
      Sample(requestProtocol: "tcp", code: "", metric: "tcp_connections_opened_total", value: 7),
    ])
    let front = "svc_Kubernetes_default_reviews"
    #expect(near(snapshot.edge("productpage-v1", front, .http)?.percentOfSource, 100))
    let grpc = try #require(snapshot.edge("productpage-v1", front, .grpc))
    #expect(near(grpc.rate, 4))
    #expect(near(grpc.percentError, 50))
    let tcp = try #require(snapshot.edge("productpage-v1", front, .tcp))
    #expect(near(tcp.rate, 400))
    #expect(tcp.percentError == nil)
    #expect(tcp.health.status == .na)
    #expect(near(snapshot.node(front)?.inbound.bytesPerSecond, 400))
    #expect(near(snapshot.node(front)?.inbound.rate, 5))
  }

  @Test func passthroughIsExplained() throws {
    let snapshot = Mesh.after([
      Sample(destination: "unknown", service: "PassthroughCluster", serviceNamespace: "unknown", value: 10)
    ])
    let node = try #require(snapshot.nodes.first { $0.service == "PassthroughCluster" })
    #expect(node.badges == [.egress])
    #expect(snapshot.notices.contains { $0.code == "passthrough" && $0.text.contains("productpage") })
  }

  // MARK: Configuration

  static func configuration(_ documents: String) throws -> MeshConfiguration {
    let objects = try YAMLText.parseAll(documents)
    func pods(_ count: Int, _ hasProxy: Bool = true) -> [PodInfo] {
      (0..<count).map { PodInfo(name: "p\($0)", ip: "10.0.0.\($0)", hasProxy: hasProxy) }
    }
    func workload(_ app: String, _ version: String, available: Int = 1, hasProxy: Bool = true) -> WorkloadInfo {
      WorkloadInfo(
        id: WorkloadID(namespace: "default", name: "\(app)-\(version)"), labels: ["app": app, "version": version],
        replicas: Replicas(desired: 1, current: available, available: available), pods: pods(available, hasProxy))
    }
    func service(_ name: String) -> ServiceInfo {
      ServiceInfo(
        id: ServiceID(namespace: "default", name: name), selector: ["app": name],
        ports: [ServicePort(name: "http", number: 9080, targetPort: 9080)])
    }
    return MeshConfiguration(
      virtualServices: objects.filter { $0["kind"]?.string == "VirtualService" }.map(VirtualService.init),
      destinationRules: objects.filter { $0["kind"]?.string == "DestinationRule" }.map(DestinationRule.init),
      gateways: objects.filter { $0["kind"]?.string == "Gateway" }.map(Gateway.init),
      services: ["reviews", "details", "ratings"].map(service),
      workloads: [
        workload("reviews", "v1"), workload("reviews", "v2"), workload("details", "v1", hasProxy: false),
        workload("ratings", "v1", available: 0), workload("productpage", "v1"),
      ])
  }

  static let rules = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: reviews, namespace: default}
    spec:
      hosts: [reviews]
      http:
      - match: [{headers: {end-user: {exact: jason}}}]
        route: [{destination: {host: reviews, subset: v2}}]
      - route:
        - {destination: {host: reviews, subset: v1}, weight: 80}
        - {destination: {host: reviews, subset: v2}, weight: 20}
        timeout: 3s
        mirrors: [{destination: {host: reviews, subset: v2}}]
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: reviews, namespace: default}
    spec:
      host: reviews
      subsets:
      - {name: v1, labels: {version: v1}}
      - {name: v2, labels: {version: v2}, trafficPolicy: {outlierDetection: {consecutive5xxErrors: 5}}}
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: front, namespace: default}
    spec:
      selector: {app: productpage}
      servers: []
    """

  @Test func badgesComeFromTheRules() throws {
    let snapshot = Mesh.after(Self.calls, configuration: try Self.configuration(Self.rules))
    #expect(
      snapshot.node("svc_Kubernetes_default_reviews")?.badges
        == [.virtualService, .trafficShifting, .requestRouting, .requestTimeout, .mirroring, .circuitBreaker])
    #expect(snapshot.node("vapp_Kubernetes_default_reviews-v2")?.badges == [.circuitBreaker])
    #expect(snapshot.node("vapp_Kubernetes_default_reviews-v1")?.badges == [])
    #expect(snapshot.node("vapp_Kubernetes_default_details-v1")?.badges == [.outOfMesh])
    #expect(snapshot.node("vapp_Kubernetes_default_productpage-v1")?.badges == [.gateway])
    #expect(snapshot.node("svc_Kubernetes_default_details")?.badges == [])
  }

  @Test func outsidersAreNotDecorated() throws {
    let snapshot = Mesh.after(
      Self.calls, options: CollectorOptions(namespaces: ["istio-system"]),
      configuration: try Self.configuration(Self.rules))
    #expect(snapshot.nodes.contains { $0.isOutside })
    #expect(snapshot.nodes.filter(\.isOutside).allSatisfy { $0.badges.isEmpty })
  }

  @Test func configuredWeightsStandBesideObservedShares() throws {
    let oneRoute = Self.rules.replacing(
      """
        - match: [{headers: {end-user: {exact: jason}}}]
          route: [{destination: {host: reviews, subset: v2}}]

      """, with: "")
    let snapshot = Mesh.after(Self.calls, configuration: try Self.configuration(oneRoute))
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v1")?.configuredWeight, 80))
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v2")?.configuredWeight, 20))
    #expect(try #require(snapshot.edge("svc_Kubernetes_default_details", "details-v1")).configuredWeight == nil)
    #expect(try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews")).configuredWeight == nil)
    let plain = Mesh.after(Self.calls, configuration: try Self.configuration(""))
    #expect(plain.edges.allSatisfy { $0.configuredWeight == nil })
    let folded = Mesh.after(
      Self.calls, options: CollectorOptions(graphType: .app), configuration: try Self.configuration(oneRoute))
    // Where some requests have a route of their own, no weight is that of the service.
    let two = Mesh.after(Self.calls, configuration: try Self.configuration(Self.rules))
    #expect(two.edges.allSatisfy { $0.configuredWeight == nil })
    #expect(
      near(folded.edge("svc_Kubernetes_default_reviews", "app_Kubernetes_default_reviews")?.configuredWeight, 100))
  }

  @Test func replicasCountForHealth() throws {
    let calls = [Sample(destination: "ratings-v1", service: "ratings", value: 10)]
    let node = try #require(
      Mesh.after(calls, configuration: try Self.configuration("")).node("vapp_Kubernetes_default_ratings-v1"))
    #expect(node.health == Health(.failure, reason: "none of 1 replicas available"))
    #expect(node.replicas == Replicas(desired: 1, current: 0, available: 0))
  }

  @Test func idleNodesOnlyWhenAskedFor() throws {
    let configuration = try Self.configuration("")
    #expect(Mesh.after(Self.calls, configuration: configuration).node("ratings-v1") == nil)
    let snapshot = Mesh.after(
      Self.calls, options: CollectorOptions(namespaces: ["default"], includeIdle: true), configuration: configuration)
    #expect(snapshot.node("vapp_Kubernetes_default_ratings-v1")?.health.status == .failure)
    #expect(snapshot.node("svc_Kubernetes_default_ratings")?.health == Health(.idle))
    let ids = snapshot.nodes.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test func anotherClustersNodesAreNotOurs() throws {
    let far = Sample(destination: "reviews-v1", cluster: "far", value: 10)
    let mesh = Mesh()
    mesh.inventory.configuration = try Self.configuration(Self.rules)
    mesh.poll(at: 1_000, [Sample(value: 0)])
    var text = far.text
    text = text.replacing("source_cluster=\"far\"", with: "source_cluster=\"Kubernetes\"")
    mesh.poll(at: 1_010, Sample(value: 0).text + text)
    let node = try #require(mesh.snapshot(at: 1_010).node("vapp_far_default_reviews-v1"))
    #expect(node.replicas == nil)
    #expect(node.badges.isEmpty)
  }
}
