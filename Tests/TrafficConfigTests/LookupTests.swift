import Documents
import Testing

@testable import TrafficConfig

@Suite struct LookupTests {
  private static let host = "reviews.default.svc.cluster.local"

  @Test func theOldestVirtualServiceCounts() throws {
    let young = try Fixtures.virtualService("hosts: [reviews]", name: "a", created: "2024-02-01T00:00:00Z")
    let old = try Fixtures.virtualService("hosts: [\(Self.host)]", name: "b", created: "2024-01-01T00:00:00Z")
    let new = try Fixtures.virtualService("hosts: [reviews]", name: "0")
    let mesh = Fixtures.bookinfo(virtualServices: [new, young, old])
    #expect(mesh.virtualService(forHost: Self.host, from: "default")?.name == "b")
    #expect(mesh.virtualServices(forHost: Self.host, from: "default").map(\.name) == ["b", "a", "0"])
  }

  @Test func exactHostsBeatWildcardsAndLongerOnesShorter() throws {
    let objects = try [("all", "'*.local'"), ("ns", "'*.default.svc.cluster.local'"), ("exact", "reviews")].map {
      try Fixtures.virtualService("hosts: [\($0.1)]", name: $0.0, created: "2024-01-01T00:00:00Z")
    }
    let mesh = Fixtures.bookinfo(virtualServices: objects)
    #expect(mesh.virtualService(forHost: Self.host, from: "default")?.name == "exact")
    #expect(mesh.virtualService(forHost: "details.default.svc.cluster.local", from: "x")?.name == "ns")
    #expect(mesh.virtualService(forHost: "a.b.local", from: "x")?.name == "all")
    #expect(mesh.virtualService(forHost: "a.b.com", from: "x") == nil)
  }

  @Test func exportsDecideWhoSeesAVirtualService() throws {
    let hidden = try Fixtures.virtualService(
      "{hosts: [\(Self.host)], exportTo: [.]}", name: "own", created: "2024-03-01T00:00:00Z")
    let named = try Fixtures.virtualService(
      "{hosts: [\(Self.host)], exportTo: [shop]}", name: "named", created: "2024-02-01T00:00:00Z")
    let open = try Fixtures.virtualService("hosts: [\(Self.host)]", name: "open", created: "2024-01-01T00:00:00Z")
    let mesh = Fixtures.bookinfo(virtualServices: [hidden, named, open])
    // Private objects come first though they are younger.
    #expect(mesh.virtualService(forHost: Self.host, from: "default")?.name == "own")
    #expect(mesh.virtualService(forHost: Self.host, from: "shop")?.name == "named")
    #expect(mesh.virtualService(forHost: Self.host, from: "other")?.name == "open")
  }

  @Test func gatewaysAreNamedByNamespace() throws {
    let object = try Fixtures.virtualService("{hosts: ['*'], gateways: [gw, infra/edge, old.infra.svc.cluster.local]}")
    #expect(object.gatewayNames == ["default/gw", "infra/edge", "infra/old"])
    let mesh = Fixtures.bookinfo(virtualServices: [object])
    #expect(mesh.virtualService(forHost: "x.com", from: "default", gateway: "default/gw") != nil)
    #expect(mesh.virtualService(forHost: "x.com", from: "default") == nil)
  }

  @Test func destinationRulesAreSearchedClientThenServiceThenRoot() throws {
    func rule(_ name: String, _ namespace: String, _ more: String = "") throws -> DestinationRule {
      try Fixtures.destinationRule(
        "{host: \(Self.host), subsets: [{name: \(name)}]\(more)}", name: name, namespace: namespace)
    }
    let root = try rule("root", "istio-system")
    let own = try rule("service", "default")
    let client = try rule("client", "shop")
    let third = try rule("third", "elsewhere")
    func name(_ rules: [DestinationRule], from namespace: String) -> String? {
      Fixtures.bookinfo(destinationRules: rules).destinationRule(forHost: Self.host, clientNamespace: namespace)?.name
    }
    #expect(name([root, own, client, third], from: "shop") == "client")
    #expect(name([root, own, third], from: "shop") == "service")
    #expect(name([root, third], from: "shop") == "root")
    #expect(name([third], from: "shop") == nil)
    #expect(name([root, own], from: "istio-system") == "service")
    #expect(name([root, try rule("hidden", "default", ", exportTo: [.]")], from: "shop") == "root")
    #expect(name([root, try rule("hidden", "default", ", exportTo: [.]")], from: "default") == "hidden")
  }

  @Test func rulesOfOneHostAreMerged() throws {
    let first = try Fixtures.destinationRule(
      "{host: reviews, subsets: [{name: v1, labels: {a: '1'}}]}", name: "a", created: "2024-01-01T00:00:00Z")
    let second = try Fixtures.destinationRule(
      "{host: \(Self.host), trafficPolicy: {loadBalancer: {simple: RANDOM}}, subsets: [{name: v1, labels: {a: '2'}}, {name: v2}]}",
      name: "b", created: "2024-02-01T00:00:00Z")
    let merged = Fixtures.bookinfo(destinationRules: [second, first]).destinationRule(forHost: Self.host)
    #expect(merged?.name == "a")
    #expect(merged?.subsets.map(\.name) == ["v1", "v2"])
    #expect(merged?.subset(named: "v1")?.labels == ["a": "1"])
    #expect(merged?.trafficPolicy?.loadBalancer?.algorithm == .random)
  }

  @Test func workloadSelectorsChooseClients() throws {
    let general = try Fixtures.destinationRule("{host: reviews, subsets: [{name: all}]}", name: "a")
    let special = try Fixtures.destinationRule(
      "{host: reviews, workloadSelector: {matchLabels: {app: web}}, subsets: [{name: web}]}", name: "b")
    let mesh = Fixtures.bookinfo(destinationRules: [general, special])
    #expect(
      mesh.destinationRule(forHost: Self.host, clientNamespace: "default", clientLabels: ["app": "web"])?.name == "b")
    #expect(mesh.destinationRule(forHost: Self.host, clientNamespace: "default")?.name == "a")
    #expect(
      mesh.destinationRule(forHost: Self.host, clientNamespace: "shop", clientLabels: ["app": "web"])?.name == "a")
  }

  @Test func policiesOverrideByPartAndReplaceByPort() throws {
    let rule = try Fixtures.destinationRule(
      """
      host: reviews
      trafficPolicy:
        loadBalancer: {simple: RANDOM}
        connectionPool: {http: {http2MaxRequests: 5, maxRetries: 0}}
        outlierDetection: {consecutive5xxErrors: 0, maxEjectionPercent: 0}
        portLevelSettings:
        - port: {number: 9080}
          loadBalancer: {consistentHash: {httpHeaderName: X-User}}
      subsets:
      - name: v1
        trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}}
      - name: v2
        trafficPolicy:
          portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]
      """)
    let mesh = Fixtures.bookinfo(destinationRules: [rule])
    let base = mesh.effectivePolicy(host: Self.host, port: 80)
    #expect(base.loadBalancer?.algorithm == .random)
    #expect(base.connectionPool?.maxRequests == 5)
    #expect(base.connectionPool?.maxRetries == nil)
    #expect(base.outlierDetection == OutlierDetectionPolicy(consecutive5xxErrors: 0))
    let port = mesh.effectivePolicy(host: Self.host, port: 9080)
    #expect(port.loadBalancer?.algorithm == .consistentHash(.header("x-user")))
    #expect(port.connectionPool == nil)
    let subset = mesh.effectivePolicy(host: Self.host, subset: "v1", port: 80)
    #expect(subset.loadBalancer?.algorithm == .random)
    #expect(subset.connectionPool == ConnectionPoolPolicy(maxConnections: 1))
    let subsetPort = mesh.effectivePolicy(host: Self.host, subset: "v2", port: 80)
    #expect(subsetPort == TrafficPolicy(tls: ClientTLSPolicy(mode: .istioMutual)))
    #expect(mesh.effectivePolicy(host: "unknown.example") == TrafficPolicy())
  }
}
