import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Proxies") struct ProxiesTests {
  /// Bookinfo of which productpage's proxy is read from its clusters, one fails, and one has no figures.
  static func stage(size: Size = Stage.sizes[2]) -> Stage {
    var stage = Stage(size: size)
    stage.send(.mesh(MeshView(snapshot: snapshot(), configuration: Objects.configuration())))
    return stage
  }

  /// Sorts by the pods' names: the column beside the state.
  static let byPod = "s"

  static func snapshot() -> MeshSnapshot {
    var snapshot = Bookinfo().snapshot()
    for i in snapshot.proxies.indices { snapshot.proxies[i].source = .istio }
    guard let page = snapshot.proxies.firstIndex(where: { $0.workload == "productpage-v1" }) else { return snapshot }
    snapshot.proxies[page] = clusters(snapshot.proxies[page])
    snapshot.proxies[0].state = .failing(reason: "no answer within 4 s")
    snapshot.proxies[0].age = 75
    snapshot.proxies[5].source = nil
    snapshot.proxies[5].adminProblem = "forbidden: pods/proxy"
    return snapshot
  }

  private static func clusters(_ proxy: ProxyStatus) -> ProxyStatus {
    var proxy = proxy
    proxy.source = .clusters
    proxy.adminAge = 2
    var info = ProxyServerInfo()
    info.version = "1.40.0"
    info.state = "LIVE"
    proxy.info = info
    var counters = ProxyCounters()
    counters.uptime = 3_700
    counters.memory = 21_000_000
    counters.connections = 12
    counters.configurationVersions = ["cds": "42", "lds": "7"]
    counters.rejectedUpdates = ["rds": 2]
    counters.noRoute = 5
    proxy.counters = counters
    var host = ProxyHost(address: "10.0.0.4:9080")
    (host.requests, host.successes, host.errors, host.timeouts) = (1_339, 1_303, 36, 4)
    host.failedChecks = ["failed_outlier_check"]
    host.locality = "region1/zone-a"
    var reviews = ProxyCluster(name: "outbound|9080|v1|reviews.default.svc.cluster.local")
    reviews.hosts = [host]
    reviews.limits = BreakerLimits(connections: 10, requests: 4)
    var figures = ClusterCounters()
    figures.activeOverflow = 160
    figures.retries = 33
    figures.openBreakers = ["requests"]
    reviews.counters = figures
    var details = ProxyCluster(name: "outbound|9080||details.default.svc.cluster.local")
    details.hosts = [ProxyHost(address: "10.0.0.1:9080")]
    var inbound = ProxyCluster(name: "inbound|9080||")
    inbound.hosts = [ProxyHost(address: "10.0.0.2:19080")]
    proxy.clusters = [inbound, details, reviews]
    return proxy
  }

  @Test(arguments: Stage.sizes) func screens(size: Size) throws {
    var stage = Self.stage(size: size)
    stage.type("P" + Self.byPod + "gj")
    try Golden.check(stage, "proxies")
    stage.press(.enter)
    try Golden.check(stage, "proxy")
  }

  @Test func theListNamesSourceAndReasons() {
    var stage = Self.stage()
    stage.type("P" + Self.byPod + "g")
    #expect(stage.text.contains("5 of 6 answer"))
    #expect(stage.text.contains("clusters"))
    #expect(stage.text.contains("✗ no answer within 4 s"))
    stage.type("G")
    #expect(stage.text.contains("no istio_* metrics, and no admin interface: forbidden: pods/proxy"))
  }

  @Test func theHeaderTellsTheSource() {
    #expect(Self.stage().text.contains("source: istio_*, clusters"))
    #expect(!Stage().text.contains("source:"))
  }

  @Test func theSelectionIsByIdentity() {
    var stage = Self.stage()
    stage.type("P" + Self.byPod + "gjj")
    let before = stage.state.selectedRow(.proxies)
    var snapshot = Self.snapshot()
    snapshot.proxies.removeFirst(2)
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    stage.type("k")
    // It was the first that is left.
    #expect(stage.state.selectedRow(.proxies) == before)
  }

  @Test func aCloseLookIsAskedForAndEnds() {
    var stage = Self.stage()
    func inspected() -> [String?] {
      stage.effects.compactMap { if case .inspectProxy(let id) = $0 { .some(id) } else { nil } }
    }
    stage.type("P" + Self.byPod + "g")
    #expect(inspected().isEmpty)
    stage.press(.enter)
    #expect(inspected() == ["default/details-v1-7d4c9"])
    stage.press(.tab)
    #expect(inspected().last == "default/productpage-v1-7d4c9")
    #expect(stage.text.contains("Envoy 1.40.0, LIVE"))
    #expect(stage.text.contains("10.0.0.4:9080  ejected"))
    #expect(stage.text.contains("requests 4 reached"))
    #expect(stage.text.contains("unlimited"))
    #expect(stage.text.contains("rds 2 rejected"))
    #expect(!stage.text.contains("inbound"))
    stage.press(.escape)
    #expect(inspected().count == 3 && inspected()[2] == nil)
    #expect(stage.text.contains("Proxies"))
    stage.press(.escape)
    #expect(stage.state.front == nil)
  }

  @Test func itOpensOnTheSelectedCardsProxy() throws {
    var stage = Self.stage()
    let card = try #require(stage.state.graph.model.cards.first { $0.title == "ratings" })
    stage.state.graph.select(.card(card.id), pane: stage.state.panes.main.size)
    stage.type("P")
    #expect(stage.state.selectedRow(.proxies) == "default/ratings-v1-7d4c9")
  }

  @Test func withoutProxiesItSaysWhy() {
    var stage = Stage()
    var snapshot = Bookinfo().snapshot()
    snapshot.proxies = []
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    stage.type("P")
    stage.press(.enter, .down)
    #expect(stage.text.contains("No proxy is known here"))
  }

  @Test func aProxyWithoutStatisticsNamesTheAnnotation() {
    var stage = Self.stage()
    var snapshot = Self.snapshot()
    for i in snapshot.proxies[1].clusters.indices { snapshot.proxies[1].clusters[i].counters = nil }
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    stage.type("P" + Self.byPod + "gj")
    stage.press(.enter)
    #expect(stage.text.contains("sidecar.istio.io/statsInclusionRegexps"))
  }

  @Test func aServicesDetailsTellWhatItsCallersKeepFromIt() throws {
    var stage = Self.stage(size: Stage.sizes[3])
    let card = try #require(stage.state.graph.model.cards.first { $0.title == "reviews" })
    stage.state.graph.select(.card(card.id), pane: stage.state.panes.main.size)
    stage.press(.enter)
    #expect(stage.text.contains("productpage-v1 has ejected 10.0.0.4:9080 of v1"))
    #expect(stage.text.contains("productpage-v1 is at its limit of requests of v1, 160 refused so far"))
  }

  @Test func everySizeKeepsToItsScreen() {
    for width in stride(from: 40, through: 140, by: 7) {
      for height in stride(from: 10, through: 40, by: 5) {
        var stage = Self.stage(size: Size(width: width, height: height))
        stage.type("P" + Self.byPod + "gj")
        #expect(stage.canvas().text.count == height)
        #expect(stage.text.contains("Esc back"))
        stage.press(.enter)
        stage.type("GG")
        #expect(stage.canvas().text.count == height)
      }
    }
  }

  @Test func servicesComeBeforeWhatIsOfTheProxyItself() throws {
    var proxy = try #require(Self.snapshot().proxies.first { $0.workload == "productpage-v1" })
    for name in ["prometheus_stats", "xds-grpc", "agent"] {
      var cluster = ProxyCluster(name: name)
      cluster.hosts = [ProxyHost(address: "127.0.0.1:15000")]
      cluster.hosts[0].requests = 99
      proxy.clusters.append(cluster)
    }
    let text = ProxyDetails(proxy: proxy, width: 100).lines.map(\.text)
    func place(_ word: String) -> Int { text.firstIndex { $0.hasPrefix(word) } ?? -1 }
    #expect(place("reviews") > 0)
    #expect(place("reviews") < place("details"))
    #expect(place("details") < place("agent"))
    #expect(place("agent") < place("prometheus_stats"))
  }
}
