import MeshModel
import ProxyStats
import Testing

@testable import Collector

/// Kiali's rules on single series.
@Suite struct SeriesRulesTests {
  static func series(_ change: (inout IstioSeries) -> Void) -> IstioSeries {
    var series = IstioSeries(
      reporter: .source,
      source: IstioPeer(cluster: "c1", namespace: "default", workload: "web-v1", app: "web", version: "v1"),
      destination: IstioPeer(cluster: "c1", namespace: "shop", workload: "cart-v2", app: "cart", version: "v2"),
      service: "cart.shop.svc.cluster.local", serviceName: "cart", serviceNamespace: "shop", requestProtocol: "http",
      responseCode: "200")
    change(&series)
    return series
  }

  static func refusal(_ change: (inout IstioSeries) -> Void) -> SeriesCleaning.Refusal? {
    if case .refused(let refusal) = SeriesCleaning.clean(series(change), isTCP: false) { refusal } else { nil }
  }

  static func flow(_ change: (inout IstioSeries) -> Void) -> FlowKey? {
    if case .flow(let key) = SeriesCleaning.clean(series(change), isTCP: false) { key } else { nil }
  }

  @Test func aGoodSeriesStays() throws {
    let key = try #require(Self.flow { _ in })
    #expect(key.destination.cluster == "c1")
    #expect(key.protocol == .http)
    #expect(key.code == "200")
  }

  @Test func theReporterMustBeKnown() { #expect(Self.refusal { $0.reporter = .unknown } == .noReporter) }

  @Test func aNamespaceWithoutNamesIsBad() {
    #expect(
      Self.refusal {
        $0.source.workload = "unknown"
        $0.source.app = "unknown"
      } == .badSource)
    #expect(Self.flow { $0.source.workload = "unknown" } != nil)
  }

  @Test func aSourceAdriftFromItsClusterIsBad() {
    #expect(Self.refusal { $0.source.cluster = "unknown" } == .badSource)
    #expect(
      Self.flow {
        $0.source.cluster = "unknown"
        $0.source.hasClusterLabel = false
      } != nil)
  }

  @Test func theDestinationsClusterFollowsTheSource() throws {
    #expect(Self.flow { $0.destination.cluster = "unknown" }?.destination.cluster == "c1")
    #expect(
      Self.refusal {
        $0.source = IstioPeer()
        $0.destination.cluster = "unknown"
      } == .noDestinationCluster)
    #expect(
      Self.flow {
        $0.source = IstioPeer()
        $0.destination.cluster = "unknown"
        $0.serviceNamespace = "unknown"
      } != nil)
  }

  @Test(arguments: [
    ("10.1.2.3", true), ("10.1.2.3:8080", true), ("fe80::1", true), ("[fe80::1]:80", true), ("10.1.2", false),
    ("10.1.2.300", false), ("cart", false), ("10.1.2.3.example.com", false), ("10.1.2.3:http", false), ("", false),
    ("a:80", false), ("1.2.3.4.", false),
  ]) func addresses(_ name: String, _ isAddress: Bool) {
    #expect(SeriesCleaning.isAddress(name) == isAddress)
    let refusal = Self.refusal {
      $0.destination.workload = "unknown"
      $0.service = name
      $0.serviceName = name
    }
    #expect((refusal == .badDestination) == isAddress)
  }

  @Test func theEgressGatewayIsAWorkload() throws {
    let host = "istio-egressgateway.istio-system.svc.cluster.local"
    let key = try #require(
      Self.flow {
        $0.destination = IstioPeer()
        $0.service = host
        $0.serviceName = host
        $0.serviceNamespace = "unknown"
      })
    #expect(key.destination.workload == "istio-egressgateway")
    #expect(key.destination.namespace == "istio-system")
    #expect(key.destination.cluster == "c1")
    #expect(key.destination.version == "latest")
  }

  @Test(arguments: [
    ("200", "", TrafficProtocol.http, "200", false), ("301", "", .http, "301", false), ("404", "", .http, "404", true),
    ("503", "", .http, "503", true), ("0", "", .http, "-", true), ("unknown", "", .http, "-", true),
    ("200", "0", .grpc, "0", false), ("200", "14", .grpc, "14", true), ("503", "14", .grpc, "503", true),
    ("404", "", .grpc, "404", true), ("200", "", .grpc, "200", false), ("0", "", .grpc, "-", true),
    ("0", "7", .grpc, "7", true), ("0", "", .tcp, "-", false), ("200", "7", .http, "200", false),
  ]) func codesAndErrors(
    _ http: String, _ grpc: String, _ name: TrafficProtocol, _ code: String, _ isError: Bool
  ) {
    #expect(ResponseRules.code(http: http, grpcStatus: grpc, protocol: name) == code)
    #expect(ResponseRules.isError(code, protocol: name) == isError)
  }

  // MARK: Nodes

  static let types: [GraphType] = [.workload, .versionedApp, .app, .service]

  @Test(arguments: [
    (GraphType.workload, "wl_c1_shop_cart-v2", NodeKind.workload), (.versionedApp, "vapp_c1_shop_cart-v2", .app),
    (.app, "app_c1_shop_cart", .app), (.service, "wl_c1_shop_cart-v2", .workload),
  ]) func nodesOfAFullSeries(_ type: GraphType, _ id: String, _ kind: NodeKind) throws {
    let rules = NodeRules(graphType: type, externalHosts: [])
    let way = rules.way(of: try #require(Self.flow { _ in }), withService: true)
    #expect(way.destination.id.text == id)
    #expect(way.destination.kind == kind)
    #expect(way.service?.id.text == "svc_c1_shop_cart")
    #expect(way.source.app == "web")
    #expect(rules.way(of: try #require(Self.flow { _ in }), withService: false).service == nil)
  }

  @Test(arguments: [
    (GraphType.versionedApp, "app_c1_shop_cart"), (.app, "app_c1_shop_cart"), (.workload, "svc_c1_shop_cart"),
  ]) func withoutAWorkload(_ type: GraphType, _ id: String) throws {
    let key = try #require(
      Self.flow {
        $0.destination.workload = "unknown"
        $0.destination.version = "latest"
      })
    #expect(NodeRules(graphType: type, externalHosts: []).destination(key).id.text == id)
  }

  @Test func anAppWithVersionButNoWorkload() throws {
    let key = try #require(Self.flow { $0.destination.workload = "unknown" })
    let node = NodeRules(graphType: .versionedApp, externalHosts: []).destination(key)
    #expect(node.id.text == "vapp_c1_shop_cart_v2")
    #expect(node.version == "v2")
  }

  @Test(arguments: types) func withoutAnApp(_ type: GraphType) throws {
    let key = try #require(Self.flow { $0.destination.app = "unknown" })
    #expect(NodeRules(graphType: type, externalHosts: []).destination(key).id.text == "wl_c1_shop_cart-v2")
  }

  @Test(arguments: types) func unknownEnds(_ type: GraphType) throws {
    let rules = NodeRules(graphType: type, externalHosts: [])
    let key = try #require(
      Self.flow {
        $0.source = IstioPeer()
        $0.destination = IstioPeer(cluster: "c1")
        $0.service = "unknown"
        $0.serviceName = "unknown"
        $0.serviceNamespace = "unknown"
      })
    #expect(rules.source(key).id.text == "unknown_unknown_source")
    #expect(rules.source(key).kind == .unknown)
    #expect(rules.destination(key).id.text == "svc_c1_unknown_unknown")
    #expect(rules.destination(key).kind == .unknown)
    #expect(rules.way(of: key, withService: true).service == nil)
  }

  @Test(arguments: types) func failedRequestsEndOnTheService(_ type: GraphType) throws {
    let key = try #require(
      Self.flow {
        $0.destination = IstioPeer()
        $0.responseFlags = "UO"
      })
    let way = NodeRules(graphType: type, externalHosts: []).way(of: key, withService: true)
    #expect(way.destination.id.text == "svc_c1_shop_cart")
    #expect(way.service == nil)
  }

  @Test(arguments: ["PassthroughCluster", "BlackHoleCluster"]) func egressIsAServiceOfItsOwn(_ name: String) throws {
    let key = try #require(
      Self.flow {
        $0.destination = IstioPeer()
        $0.service = "example.com"
        $0.serviceName = name
        $0.serviceNamespace = "unknown"
      })
    let way = NodeRules(graphType: .workload, externalHosts: []).way(of: key, withService: true)
    #expect(way.destination.id.text == "svc_unknown_unknown_\(name)")
    #expect(way.destination.isEgress)
    #expect(way.service == nil)
  }

  @Test func hostsOfServiceEntries() throws {
    let key = try #require(
      Self.flow {
        $0.destination = IstioPeer(cluster: "c1")
        $0.service = "api.example.com"
        $0.serviceName = "api.example.com"
        $0.serviceNamespace = "default"
      })
    let node = NodeRules(graphType: .workload, externalHosts: ["api.example.com"]).destination(key)
    #expect(node.kind == .serviceEntry)
    #expect(node.id.text == "se_c1_default_api.example.com")
  }

  @Test func latestIsNoVersion() throws {
    let key = try #require(Self.flow { $0.destination.version = "latest" })
    let node = NodeRules(graphType: .versionedApp, externalHosts: []).destination(key)
    #expect(node.version == nil)
  }
}
