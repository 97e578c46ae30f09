import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct AmbientCheckTests {
  /// `shop` is in ambient mode, `default` is not.
  private static func mesh(
    rules: [DestinationRule] = [], routes: [VirtualService] = [], policies: [JSONValue] = [],
    shop: NamespaceInfo? = nil, own: String? = nil, workloads: [WorkloadInfo]? = nil, listed: Set<String> = []
  ) -> MeshConfiguration {
    var service = Fixtures.service("cart", namespace: "shop")
    service.waypoint = own
    return Fixtures.policies(
      policies, virtualServices: routes, destinationRules: rules, services: [service],
      workloads: workloads ?? [Fixtures.ambientWorkload("cart", namespace: "shop")], listed: listed,
      namespaces: [NamespaceInfo(name: "default", injects: true), shop ?? NamespaceInfo(name: "shop", isAmbient: true)])
  }

  private static func route(
    _ spec: String = "http: [{route: [{destination: {host: cart.shop.svc.cluster.local}}]}]",
    host: String = "cart.shop.svc.cluster.local", namespace: String = "shop"
  ) throws -> VirtualService {
    try Fixtures.virtualService("{hosts: ['\(host)'], \(spec)}", name: "vs", namespace: namespace)
  }

  private static let noWaypoint = "VIG0006 warning vs spec.hosts[0]"

  @Test(
    "an ambient service's routes need a waypoint",
    arguments: [
      (NamespaceInfo(name: "shop", isAmbient: true), nil, [noWaypoint]),
      (NamespaceInfo(name: "shop", isAmbient: true, waypoint: "w"), nil, []),
      (NamespaceInfo(name: "shop", isAmbient: true, waypoint: "w"), "none", [noWaypoint]),
      (NamespaceInfo(name: "shop", isAmbient: true), "own", []),
      (NamespaceInfo(name: "shop", injects: true), nil, []),
      (NamespaceInfo(name: "shop", injects: true, isAmbient: true), nil, []),
      (NamespaceInfo(name: "shop"), nil, []),
    ] as [(NamespaceInfo, String?, [String])])
  func enrolment(shop: NamespaceInfo, own: String?, expected: [String]) throws {
    #expect(Fixtures.found(Self.mesh(routes: [try Self.route()], shop: shop, own: own)) == expected)
  }

  @Test(
    "only what is about requests of the mesh",
    arguments: [
      ("tcp: [{route: [{destination: {host: cart}}]}]", []),
      (
        "tls: [{match: [{sniHosts: [cart.shop.svc.cluster.local]}], route: [{destination: {host: cart}}]}]",
        [noWaypoint]
      ),
      ("gateways: [gw], http: [{route: [{destination: {host: cart}}]}]", []),
      ("gateways: [gw, mesh], http: [{route: [{destination: {host: cart}}]}]", [noWaypoint]),
    ] as [(String, [String])])
  func kinds(spec: String, expected: [String]) throws {
    #expect(Fixtures.found(Self.mesh(routes: [try Self.route(spec)])) == expected)
  }

  @Test("a service whose pods all have sidecars is not ambient")
  func sidecars() throws {
    let mesh = Self.mesh(routes: [try Self.route()], workloads: [Fixtures.workload("cart", "v1", namespace: "shop")])
    #expect(Fixtures.found(mesh) == [])
  }

  @Test("a waypoint takes rules from the service's namespace")
  func places() throws {
    let info = NamespaceInfo(name: "shop", isAmbient: true, waypoint: "w")
    let away = try Self.route(namespace: "default")
    #expect(Fixtures.found(Self.mesh(routes: [away], shop: info)) == ["VIG0007 warning vs spec.hosts[0]"])
    func rule(_ namespace: String) throws -> DestinationRule {
      try Fixtures.destinationRule(
        "{host: cart.shop.svc.cluster.local, trafficPolicy: {outlierDetection: {interval: 1s}}}", name: "dr",
        namespace: namespace)
    }
    #expect(Fixtures.found(Self.mesh(rules: [try rule("default")], shop: info)) == ["VIG0007 warning dr spec.host"])
    #expect(Fixtures.found(Self.mesh(rules: [try rule("istio-system")], shop: info)) == [])
    #expect(Fixtures.found(Self.mesh(rules: [try rule("shop")], shop: info)) == [])
  }

  @Test(
    "policies about requests need a waypoint, those about connections do not",
    arguments: [
      ("{trafficPolicy: {outlierDetection: {interval: 1s}}}", true),
      ("{trafficPolicy: {connectionPool: {http: {maxRetries: 1}}}}", true),
      ("{trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}}}", false),
      ("{trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: x}}}}", true),
      ("{trafficPolicy: {loadBalancer: {consistentHash: {useSourceIp: true}}}}", false),
      ("{trafficPolicy: {loadBalancer: {simple: RANDOM}}}", false),
      ("{trafficPolicy: {portLevelSettings: [{port: {number: 9080}, outlierDetection: {interval: 1s}}]}}", true),
      ("{subsets: [{name: v1, labels: {version: v1}, trafficPolicy: {outlierDetection: {interval: 1s}}}]}", true),
      ("{subsets: [{name: v1, labels: {version: v1}}]}", false),
    ])
  func rules(spec: String, isFound: Bool) throws {
    var rule = try Fixtures.destinationRule(spec, name: "dr", namespace: "shop")
    rule.document[["spec", "host"]] = "cart"
    #expect(Fixtures.found(Self.mesh(rules: [rule])) == (isFound ? ["VIG0006 warning dr spec.host"] : []))
  }

  @Test("hosts from outside, called from an ambient namespace")
  func outside() throws {
    let route = try Self.route("http: [{route: [{destination: {host: cart}}]}]", host: "api.example.com")
    #expect(Fixtures.found(Self.mesh(routes: [route])) == [Self.noWaypoint])
    let info = NamespaceInfo(name: "shop", isAmbient: true, waypoint: "w")
    #expect(Fixtures.found(Self.mesh(routes: [route], shop: info)) == [])
    let entry = try Fixtures.other(
      "ServiceEntry", "{hosts: [api.example.com], ports: [{number: 80, name: http, protocol: HTTP}]}",
      labels: ["istio.io/use-waypoint": "egress"])
    #expect(Fixtures.found(Self.mesh(routes: [route], policies: [entry])) == [])
  }

  @Test("a waypoint that is named has to be there")
  func waypoints() throws {
    var info = NamespaceInfo(name: "shop", isAmbient: true, waypoint: "w")
    let route = try Self.route()
    let missing = ["VIG0008 error vs spec.hosts[0]"]
    #expect(Fixtures.found(Self.mesh(routes: [route], shop: info, listed: ["Deployment"])) == missing)
    let place = WorkloadInfo(
      id: WorkloadID(namespace: "shop", name: "w"), labels: ["gateway.networking.k8s.io/gateway-name": "w"])
    let with = Self.mesh(routes: [route], shop: info, workloads: [place], listed: ["Deployment"])
    #expect(Fixtures.found(with) == [])
    info.waypointNamespace = "gateways"
    #expect(
      Fixtures.found(Self.mesh(routes: [route], shop: info, workloads: [place], listed: ["Deployment"])) == missing)
    #expect(
      Fixtures.found(Self.mesh(routes: [route], shop: info, listed: ["Deployment"]), namespaces: ["shop"]) == [])
    var gateway = try Fixtures.other("Gateway", "{gatewayClassName: istio-waypoint}", name: "w", namespace: "gateways")
    gateway["apiVersion"] = "gateway.networking.k8s.io/v1"
    let listed: Set<String> = [MeshConfiguration.kubernetesGateway]
    #expect(Fixtures.found(Self.mesh(routes: [route], policies: [gateway], shop: info, listed: listed)) == [])
    gateway[["metadata", "name"]] = "x"
    #expect(Fixtures.found(Self.mesh(routes: [route], policies: [gateway], shop: info, listed: listed)) == missing)
  }

  @Test(
    "waypoints take policies that are bound to them",
    arguments: [
      ("{jwtRules: [{issuer: a}]}", ["VIG0009 warning it spec"]),
      ("{selector: {matchLabels: {app: cart}}}", ["VIG0009 warning it spec"]),
      ("{targetRefs: [{kind: Gateway, name: w}]}", []),
      ("{targetRefs: [{kind: Service, name: cart}]}", ["VIG0006 warning it spec.targetRefs[0].name"]),
    ])
  func tokens(spec: String, expected: [String]) throws {
    let policy = try Fixtures.other("RequestAuthentication", spec, namespace: "shop")
    #expect(Fixtures.found(Self.mesh(policies: [policy])) == expected)
    #expect(Fixtures.found(Self.mesh(policies: [policy], shop: NamespaceInfo(name: "shop", injects: true))) == [])
    // Pods with a sidecar go by selectors as ever.
    let sidecars = [Fixtures.workload("cart", "v1", namespace: "shop")]
    #expect(Fixtures.found(Self.mesh(policies: [policy], workloads: sidecars)) == [])
  }

  @Test("a Sidecar does nothing in ambient mode")
  func sidecarObjects() throws {
    let wide = try Fixtures.other("Sidecar", "{egress: [{hosts: ['./*']}]}", namespace: "shop")
    #expect(Fixtures.found(Self.mesh(policies: [wide])) == ["IST0167 warning it "])
    #expect(Fixtures.found(Self.mesh(policies: [wide], shop: NamespaceInfo(name: "shop", injects: true))) == [])
    let narrow = try Fixtures.other(
      "Sidecar", "{workloadSelector: {labels: {app: cart}}, egress: [{hosts: ['./*']}]}", namespace: "shop")
    #expect(Fixtures.found(Self.mesh(policies: [narrow])) == ["IST0167 warning it spec.workloadSelector"])
    let workloads = [Fixtures.workload("cart", "v1", namespace: "shop")]
    #expect(Fixtures.found(Self.mesh(policies: [narrow], workloads: workloads)) == [])
  }
}
