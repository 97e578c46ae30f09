import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct MutualTLSCheckTests {
  private static func policy(
    _ spec: String, name: String = "it", namespace: String = "default", created: String? = nil
  ) throws -> JSONValue {
    try Fixtures.other("PeerAuthentication", spec, name: name, namespace: namespace, created: created)
  }

  private static func rule(
    _ host: String, _ mode: String, more: String = "", namespace: String = "default"
  ) throws -> DestinationRule {
    try Fixtures.destinationRule(
      "{host: '\(host)', trafficPolicy: {tls: {mode: \(mode)}\(more)}}", name: "dr", namespace: namespace)
  }

  private static let refused = "VIG0012 error dr spec.trafficPolicy.tls.mode"

  @Test(
    "clients connect as the pods accept it",
    arguments: [
      ("reviews", "DISABLE", "STRICT", "default", [refused]), ("reviews", "DISABLE", "PERMISSIVE", "default", []),
      ("reviews", "ISTIO_MUTUAL", "STRICT", "default", []),
      ("reviews", "MUTUAL, caCertificates: c", "DISABLE", "default", []),
      ("reviews", "ISTIO_MUTUAL", "DISABLE", "default", [refused]),
      ("reviews", "DISABLE", "STRICT", "istio-system", [refused]), ("reviews", "DISABLE", "STRICT", "shop", []),
      ("*.default.svc.cluster.local", "DISABLE", "STRICT", "default", [refused]),
      ("*.default.svc.cluster.local", "DISABLE", "STRICT", "istio-system", [refused]),
      ("*.local", "DISABLE", "STRICT", "istio-system", [refused]), ("*.local", "DISABLE", "STRICT", "default", []),
      (
        "*.default.svc.cluster.local", "ISTIO_MUTUAL", "DISABLE", "default", ["VIG0012 error it spec.mtls"]
      ),
      ("*.local", "ISTIO_MUTUAL", "DISABLE", "istio-system", ["VIG0012 error it spec.mtls"]),
      ("*.local", "ISTIO_MUTUAL", "DISABLE", "default", ["VIG0012 error it spec.mtls"]),
      ("*.shop.svc.cluster.local", "ISTIO_MUTUAL", "DISABLE", "default", []),
      ("*.local", "ISTIO_MUTUAL", "STRICT", "istio-system", []), ("*.example.com", "DISABLE", "STRICT", "default", []),
    ] as [(String, String, String, String, [String])])
  func agreement(host: String, sending: String, accepting: String, namespace: String, expected: [String]) throws {
    let mesh = Fixtures.policies(
      [try Self.policy("{mtls: {mode: \(accepting)}}", namespace: namespace)],
      destinationRules: [try Self.rule(host, sending)])
    #expect(Fixtures.found(mesh) == expected)
  }

  @Test func whatIsNotCertainIsNotSaid() throws {
    let strict = try Self.policy("{mtls: {mode: STRICT}}")
    let rule = try Self.rule("reviews", "DISABLE")
    #expect(Fixtures.found(Fixtures.policies([strict], destinationRules: [rule], listed: [])) == [])
    #expect(Fixtures.found(Fixtures.policies([strict], destinationRules: [rule]), namespaces: ["shop"]) == [])
    // A port with settings of its own, on either side.
    let ports = try Self.rule(
      "reviews", "DISABLE", more: ", portLevelSettings: [{port: {number: 9080}, tls: {mode: ISTIO_MUTUAL}}]")
    #expect(Fixtures.found(Fixtures.policies([strict], destinationRules: [ports])) == [])
    let open = try Self.policy(
      "{selector: {matchLabels: {app: reviews}}, mtls: {mode: STRICT}, portLevelMtls: {9080: {mode: DISABLE}}}",
      name: "ports")
    #expect(Fixtures.found(Fixtures.policies([strict, open], destinationRules: [rule])) == [])
    // Pods without a proxy accept plain text whatever policies say.
    var bare = Fixtures.workload("plain", "v1")
    bare.pods[0].hasProxy = false
    let plain = try Self.rule("plain", "DISABLE")
    let mesh = Fixtures.policies(
      [strict], destinationRules: [plain], services: [Fixtures.service("plain")], workloads: [bare])
    #expect(Fixtures.found(mesh) == [])
    // One of the versions accepts plain text.
    let some = try Self.policy(
      "{selector: {matchLabels: {version: v2}}, mtls: {mode: PERMISSIVE}}", name: "some")
    #expect(Fixtures.found(Fixtures.policies([strict, some], destinationRules: [rule])) == [])
  }

  @Test("a namespace's own rule without TLS undoes the mesh's")
  func exceptions() throws {
    let policy = try Self.policy("{mtls: {mode: DISABLE}}")
    let wide = try Self.rule("*.local", "ISTIO_MUTUAL", namespace: "istio-system")
    var own = try Self.rule("*.default.svc.cluster.local", "DISABLE")
    own.document[["metadata", "name"]] = "own"
    #expect(Fixtures.found(Fixtures.policies([policy], destinationRules: [wide])) == ["VIG0012 error it spec.mtls"])
    #expect(Fixtures.found(Fixtures.policies([policy], destinationRules: [wide, own])) == [])
  }

  @Test(
    "a rule of its own takes a host away from the mesh's mutual TLS",
    arguments: [
      ("{host: reviews, trafficPolicy: {loadBalancer: {simple: RANDOM}}}", true),
      ("{host: reviews, subsets: [{name: v1, labels: {version: v1}}]}", true),
      ("{host: reviews, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}", false),
      (
        "{host: reviews, subsets: [{name: v1, labels: {version: v1}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}]}",
        false
      ),
      ("{host: '*.default.svc.cluster.local'}", false), ("{host: api.example.com}", false),
    ])
  func hidden(spec: String, isFound: Bool) throws {
    let wide = try Self.rule("*.local", "ISTIO_MUTUAL", namespace: "istio-system")
    let rule = try Fixtures.destinationRule(spec, name: "own")
    #expect(
      Fixtures.found(Fixtures.policies(destinationRules: [wide, rule]))
        == (isFound ? ["VIG0013 warning own spec.trafficPolicy"] : []))
    let plain = try Self.rule("*.local", "DISABLE", namespace: "istio-system")
    #expect(Fixtures.found(Fixtures.policies(destinationRules: [plain, rule])) == [])
    let elsewhere = try Self.rule("*.local", "ISTIO_MUTUAL", namespace: "shop")
    #expect(Fixtures.found(Fixtures.policies(destinationRules: [elsewhere, rule])) == [])
  }

  @Test func ofSeveralPoliciesTheOldestCounts() throws {
    func two(_ first: String, _ second: String) throws -> MeshConfiguration {
      Fixtures.policies([
        try Self.policy(first, name: "a", created: "2026-02-01T00:00:00Z"),
        try Self.policy(second, name: "b", created: "2026-01-01T00:00:00Z"),
      ])
    }
    let found = Validator.crossObject(try two("{mtls: {mode: STRICT}}", "{}"))
    #expect(found.map { "\($0.code) \($0.level) \($0.object.name)" } == ["VIG0011 error a", "VIG0011 error b"])
    #expect(found.allSatisfy { $0.message.contains("the oldest, default/b") })
    let meeting = try two("{selector: {matchLabels: {app: reviews}}}", "{selector: {matchLabels: {version: v2}}}")
    #expect(Fixtures.found(meeting) == ["VIG0011 error a spec.selector", "VIG0011 error b spec.selector"])
    #expect(Fixtures.found(try two("{selector: {matchLabels: {app: reviews}}}", "{}")) == [])
  }

  @Test(
    "a policy selects some pods", arguments: ["PeerAuthentication", "RequestAuthentication"],
    [("app: reviews", "default", true), ("app: nobody", "default", false), ("app: nobody", "away", true)])
  func selection(kind: String, selector: (labels: String, namespace: String, isThere: Bool)) throws {
    let object = try Fixtures.other(
      kind, "{selector: {matchLabels: {\(selector.labels)}}}", namespace: selector.namespace)
    #expect(
      Fixtures.found(Fixtures.policies([object]), namespaces: ["default"])
        == (selector.isThere ? [] : ["IST0127 warning it spec.selector"]))
  }
}
