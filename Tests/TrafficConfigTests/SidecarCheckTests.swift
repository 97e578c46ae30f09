import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct SidecarCheckTests {
  private static func sidecar(
    _ spec: String, name: String = "it", namespace: String = "default"
  ) throws -> JSONValue { try Fixtures.other("Sidecar", spec, name: name, namespace: namespace) }

  @Test(
    arguments: [
      ("{workloadSelector: {labels: {app: reviews}}}", "default", []),
      ("{workloadSelector: {labels: {app: nobody}}}", "default", ["IST0101 error it spec.workloadSelector"]),
      ("{}", "default", []), ("{}", "istio-system", []),
      (
        "{workloadSelector: {labels: {app: ingress}}}", "istio-system",
        ["VIG0016 warning it spec.workloadSelector"]
      ),
      ("{outboundTrafficPolicy: {}}", "default", ["VIG0017 info it spec.outboundTrafficPolicy"]),
      ("{outboundTrafficPolicy: {mode: REGISTRY_ONLY}}", "default", []),
      ("{outboundTrafficPolicy: {mode: ALLOW_ANY}}", "default", []),
    ])
  func alone(spec: String, namespace: String, expected: [String]) throws {
    let mesh = Fixtures.policies(
      [try Self.sidecar(spec, namespace: namespace)],
      workloads: [Fixtures.workload("ingress", "v1", namespace: "istio-system")])
    #expect(Fixtures.found(mesh) == expected)
  }

  @Test func severalForTheSamePods() throws {
    let wide = [try Self.sidecar("{}", name: "a"), try Self.sidecar("{}", name: "b")]
    #expect(Fixtures.found(Fixtures.policies(wide)) == ["IST0111 error a spec", "IST0111 error b spec"])
    let apart = [try Self.sidecar("{}", name: "a"), try Self.sidecar("{}", name: "b", namespace: "shop")]
    #expect(Fixtures.found(Fixtures.policies(apart)) == [])
    func narrow(_ name: String, _ labels: String) throws -> JSONValue {
      try Self.sidecar("{workloadSelector: {labels: {\(labels)}}}", name: name)
    }
    let meeting = [try narrow("a", "app: reviews"), try narrow("b", "version: v2")]
    let found = Validator.crossObject(Fixtures.policies(meeting))
    #expect(found.map { "\($0.code) \($0.object.name)" } == ["IST0110 a", "IST0110 b"])
    #expect(found[0].message.contains("default/a, default/b") && found[0].message.contains("reviews-v2-0"))
    let passing = [try narrow("a", "app: reviews, version: v1"), try narrow("b", "app: reviews, version: v2")]
    #expect(Fixtures.found(Fixtures.policies(passing)) == [])
  }

  @Test(
    "what a Sidecar imports has to be there",
    arguments: [
      ("*/*", nil), ("./*", nil), ("~/*", nil), ("shop/*", nil), ("*/reviews.default.svc.cluster.local", nil),
      ("./reviews.default.svc.cluster.local", nil), ("default/*.default.svc.cluster.local", nil),
      ("*/api.example.com", nil), ("*/*.example.com", nil), ("./routed.example.org", nil),
      ("*/gone.default.svc.cluster.local", "no service"), ("./gone.example.net", "no service"),
      ("shop/reviews.default.svc.cluster.local", "in the namespace default"), ("./reviews", "full names"),
    ] as [(String, String?)])
  func egress(host: String, reason: String?) throws {
    let route = try Fixtures.virtualService(
      "{hosts: [routed.example.org], http: [{route: [{destination: {host: reviews}}]}]}")
    let entry = try Fixtures.other(
      "ServiceEntry", "{hosts: [api.example.com], ports: [{number: 80, name: http, protocol: HTTP}]}", name: "api")
    let mesh = Fixtures.policies(
      [try Self.sidecar("{egress: [{hosts: ['*/*']}, {hosts: ['\(host)']}]}"), entry], virtualServices: [route])
    let found = Validator.crossObject(mesh)
    #expect(found.map { "\($0.code) \($0.path)" } == (reason == nil ? [] : ["VIG0015 spec.egress[1].hosts[0]"]))
    if let reason { #expect(found[0].message.contains(reason)) }
  }

  @Test func whatIsNotSeenIsNotMissing() throws {
    let objects = [
      try Self.sidecar(
        "{workloadSelector: {labels: {app: nobody}}, egress: [{hosts: ['shop/gone.shop.svc.cluster.local']}]}",
        namespace: "shop")
    ]
    #expect(Fixtures.found(Fixtures.policies(objects), namespaces: ["default"]) == [])
    #expect(Fixtures.found(Fixtures.policies(objects, replaced: true)) == [])
  }
}
