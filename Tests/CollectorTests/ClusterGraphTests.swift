import MeshModel
import TrafficConfig
import Testing

@testable import Collector

/// The graph of proxies that have no `istio_*` metrics.
@Suite struct ClusterGraphTests {
  static let productpage = "default/productpage-v1"

  static func workload(_ name: String, ip: String) -> WorkloadInfo {
    let parts = name.split(separator: "-").map(String.init)
    let labels = ["app": parts[0], "version": parts[1]]
    return WorkloadInfo(
      id: WorkloadID(namespace: "default", name: name), labels: labels,
      pods: [PodInfo(name: name + "-x", ip: ip, labels: labels)])
  }

  static func mesh(_ proxies: [String] = [productpage]) -> Mesh {
    let mesh = Mesh(proxies)
    mesh.inventory.configuration = MeshConfiguration(
      workloads: [
        workload("productpage-v1", ip: "10.0.0.1"), workload("reviews-v1", ip: "10.0.0.3"),
        workload("reviews-v2", ip: "10.0.0.4"),
      ])
    return mesh
  }

  @Test func anEdgeLeadsToThePodBehindTheAddress() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of())
    mesh.look(at: 1_010, .of(total: 100, ok: 90, err: 10))
    let snapshot = mesh.snapshot(at: 1_010)
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(edge.rate, 10))
    #expect(near(edge.percentError, 10))
    #expect(edge.latency == nil && edge.mtlsPercent == nil)
    #expect(edge.trafficSource == .clusters)
    #expect(edge.health.status == .failure)
    let inner = try #require(snapshot.edge("svc_Kubernetes_default_reviews", "vapp_Kubernetes_default_reviews-v1"))
    #expect(near(inner.rate, 10))
    #expect(snapshot.node("reviews-v1")?.version == "v1")
    #expect(snapshot.sourceWords == "clusters")
    #expect(snapshot.proxies.first?.source == .clusters)
    #expect(snapshot.proxies.first?.state == .answering)
    #expect(snapshot.notices.contains { $0.code == "source-clusters" })
    #expect(snapshot.notices.contains { $0.code == "attempts" })
    #expect(!snapshot.notices.contains { $0.code == "no-istio-metrics" })
  }

  @Test func theErrorShareIsOfWhatEndedNotOfTheTotal() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of())
    mesh.look(at: 1_010, .of(total: 80, ok: 80, err: 160))
    let edge = try #require(mesh.snapshot(at: 1_010).edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(edge.percentError, 160.0 / 240 * 100))
  }

  @Test func theSamePodThroughSeveralClustersIsAdded() throws {
    let mesh = Self.mesh()
    let whole = "outbound|9080||reviews.default.svc.cluster.local"
    mesh.look(at: 1_000, .of(), .of(whole))
    mesh.look(at: 1_010, .of(total: 30, ok: 30), .of(whole, total: 20, ok: 20))
    let snapshot = mesh.snapshot(at: 1_010)
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v1")?.rate, 5))
    #expect(snapshot.edges.count == 2)
  }

  @Test func withoutAPodTheSubsetTells() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of(host: "10.9.9.9:9080"))
    mesh.look(at: 1_010, .of(host: "10.9.9.9:9080", total: 10, ok: 10))
    let snapshot = mesh.snapshot(at: 1_010)
    let node = try #require(snapshot.nodes.first { $0.version == "v1" && $0.app == "reviews" })
    #expect(node.workload == nil)
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", node.id.text)?.rate, 1))
  }

  @Test func plainNamesStandForServices() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of("stock.internal", host: "192.168.1.7:80"))
    mesh.look(at: 1_010, .of("stock.internal", host: "192.168.1.7:80", total: 10, ok: 10))
    let snapshot = mesh.snapshot(at: 1_010)
    #expect(near(snapshot.edge("productpage-v1", "svc_Kubernetes_default_stock.internal")?.rate, 1))
    #expect(snapshot.edges.count == 1)
  }

  @Test(arguments: ["inbound|9080||", "xds-grpc", "prometheus_stats", "InboundPassthroughCluster"])
  func whatIsNoCallIsNoEdge(_ name: String) {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of(name))
    mesh.look(at: 1_010, .of(name, total: 10, ok: 10))
    #expect(mesh.snapshot(at: 1_010).edges.isEmpty)
  }

  @Test func whatTheBreakerRefusedEndsAtTheService() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of(counters: ClusterCounters()))
    mesh.look(
      at: 1_010, .of(total: 97, ok: 97, counters: .of(attempts: 97, ["200": 97, "503": 143], pendingOverflow: 143)))
    let snapshot = mesh.snapshot(at: 1_010)
    let outer = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(outer.rate, 24))
    #expect(outer.responses.contains { $0.key.code == "503" && $0.key.flags == "UO" && near($0.value, 14.3) })
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v1")?.rate, 9.7))
  }

  // MARK: Time

  @Test func aRestartCountsFromZero() throws {
    let mesh = Self.mesh()
    var up = ProxyCounters()
    up.uptime = 500
    var fresh = ProxyCounters()
    fresh.uptime = 2
    mesh.look(at: 1_000, Mesh.Look(clusters: [.of(total: 5, ok: 5)], counters: up))
    mesh.look(at: 1_010, Mesh.Look(clusters: [.of(total: 20, ok: 20)], counters: fresh))
    #expect(near(mesh.snapshot(at: 1_010).edge("productpage-v1", "default_reviews")?.rate, 2))
    #expect(mesh.snapshot(at: 1_010).proxies.first?.restarts == 1)
    // Who it is was told by the process before, so it is asked again.
    #expect(mesh.ledger.records[Self.productpage]?.admin.plan(hasIstio: false, now: 1_015).asksIdentity == true)
  }

  @Test func whatVanishedKeepsItsLastGrowth() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of())
    mesh.look(at: 1_005, .of(total: 50, ok: 50))
    mesh.look(at: 1_010, ProxyCluster(name: ProxyCluster.reviews))
    #expect(near(mesh.snapshot(at: 1_010).edge("productpage-v1", "default_reviews")?.rate, 5))
  }

  @Test func aHostThatComesLaterGrewFromZero() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, ProxyCluster(name: ProxyCluster.reviews))
    mesh.look(at: 1_010, .of(total: 50, ok: 50))
    #expect(near(mesh.snapshot(at: 1_010).edge("productpage-v1", "default_reviews")?.rate, 5))
  }

  @Test func historiesCountWhatCameSinceThePollBefore() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of())
    _ = mesh.snapshot(at: 1_000)
    mesh.look(at: 1_005, .of(total: 50, ok: 50))
    let first = mesh.snapshot(at: 1_005)
    mesh.look(at: 1_010, .of(total: 60, ok: 60))
    let second = mesh.snapshot(at: 1_010)
    let edge = try #require(second.edge("productpage-v1", "default_reviews"))
    #expect(first.edgeHistory[edge.id]?.isEmpty == false)
    let amounts = (second.edgeHistory[edge.id] ?? []).map(\.amount)
    #expect(near(amounts.last, 10))
    #expect(near(amounts.reduce(0, +), 60))
  }

  // MARK: Mixed meshes

  @Test func istioMetricsTakeOverWithoutCountingTwice() throws {
    let mesh = Self.mesh()
    mesh.look(at: 1_000, .of())
    mesh.look(at: 1_005, .of(total: 50, ok: 50))
    mesh.poll(at: 1_010, [Sample(value: 30)])
    #expect(mesh.ledger.records[Self.productpage]?.source == .istio)
    let snapshot = mesh.snapshot(at: 1_010)
    #expect(snapshot.sourceWords == nil)
    #expect(snapshot.edges.allSatisfy { $0.trafficSource == .istio && near($0.rate, 3) })
    #expect(mesh.ledger.records[Self.productpage]?.admin.plan(hasIstio: true, now: 1_015).occasion == .never)
  }

  @Test func theCalleesWordStandsForAnEdgeThatItNames() throws {
    let istio = Self.flow(from: "productpage-v1", to: "reviews-v1", rate: 9)
    let clusters = Self.flow(from: "productpage-v1", to: "reviews-v1", rate: 10, .clusters)
    let merged = MixedMerge.merge(.init(active: [istio]), clusters: .init(active: [clusters]))
    #expect(merged.active.map(\.rate) == [9])
    #expect(merged.active.map(\.source) == [.istio])
  }

  @Test(arguments: [(10.0, 10.0, nil as Double?), (10.0, 9.8, nil), (10.0, 6.0, 4.0), (10.0, 30.0, nil)])
  func namelessCallersAreThoseThatClustersTellOf(unknown: Double, known: Double, rest: Double?) throws {
    let nameless = Self.flow(from: "unknown", to: "reviews-v1", rate: unknown)
    let other = Self.flow(from: "unknown", to: "reviews-v2", rate: 7)
    let clusters = Self.flow(from: "productpage-v1", to: "reviews-v1", rate: known, .clusters)
    let merged = MixedMerge.merge(.init(active: [nameless, other]), clusters: .init(active: [clusters]))
    let into = merged.active.filter { $0.key.destination.workload == "reviews-v1" }
    #expect(near(into.first { $0.source == .clusters }?.rate, known))
    let left = into.first { $0.source == .istio }?.rate
    if let rest { #expect(near(left, rest)) } else { #expect(left == nil) }
    #expect(merged.active.contains { $0.key.destination.workload == "reviews-v2" && $0.rate == 7 })
  }

  private static func flow(
    from source: String, to destination: String, rate: Double, _ kind: TrafficSource = .istio
  ) -> FlowTraffic {
    func end(_ name: String) -> FlowKey.End {
      let isKnown = name != "unknown"
      return FlowKey.End(
        cluster: "Kubernetes", namespace: isKnown ? "default" : name, workload: name, app: isKnown ? "a" : name,
        version: "v1")
    }
    return FlowTraffic(
      key: FlowKey(
        source: end(source), destination: end(destination), service: "s", serviceName: "s", serviceNamespace: "default",
        protocol: .http, code: "200", flags: "-"), rate: rate, recentRate: rate, witnessedRate: 0, mutualRate: 0,
      source: kind)
  }

  // MARK: Notices

  @Test func whatReachesNoClusterIsTold() {
    let mesh = Self.mesh()
    var before = ProxyCounters()
    before.noRoute = 5
    var after = before
    after.abortsInjected = 70
    after.noRoute = 8
    after.noCluster = 2
    after.asyncRequests = 40
    mesh.look(at: 1_000, Mesh.Look(clusters: [.of(counters: ClusterCounters())], counters: before))
    mesh.look(
      at: 1_010,
      Mesh.Look(
        clusters: [.of(total: 9, ok: 9, counters: .of(attempts: 9, ["200": 4], retries: 5))], counters: after,
        mirrorTargets: ["outbound|9080|v3|reviews.default.svc.cluster.local"]))
    let notices = mesh.snapshot(at: 1_010).notices
    func text(_ code: String) -> String { notices.first { $0.code == code }?.text ?? "" }
    #expect(text("faults-injected").contains("70 by productpage-v1"))
    #expect(text("no-route").contains("3 by productpage-v1"))
    #expect(text("no-cluster").contains("2 by productpage-v1"))
    #expect(text("retries").contains("productpage-v1 tried again 5 times for reviews v1"))
    #expect(text("mirrored").contains("copies of requests to reviews v3"))
    #expect(!notices.contains { $0.code == "attempts" })
  }

  @Test func anAdminInterfaceThatDoesNotAnswerIsTold() {
    let mesh = Self.mesh()
    for time in [1_000.0, 1_010] {
      mesh.poll(at: time, "# nothing\n")
      mesh.ledger.failAdmin(PollFailure(reason: "refused"), of: Self.productpage, at: time)
    }
    let snapshot = mesh.snapshot(at: 1_010)
    #expect(snapshot.proxies.first?.source == nil)
    #expect(snapshot.proxies.first?.adminProblem == "refused")
    #expect(snapshot.proxies.first?.state == .answering)
    #expect(snapshot.notices.first { $0.code == "no-istio-metrics" }?.text.contains("refused") == true)
    // Not asked at each poll, but again.
    let admin = mesh.ledger.records[Self.productpage]?.admin
    #expect(admin?.plan(hasIstio: false, now: 1_060).occasion == .never)
    #expect(admin?.plan(hasIstio: false, now: 1_071).occasion == .unlessIstio)
  }
}
