import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct MutualTLSPoliciesTests {
  private static func policy(
    _ name: String, _ namespace: String, _ mode: String, app: String? = nil, created: Int = 1
  ) -> JSONValue {
    var spec: JSONObject = ["mtls": ["mode": .string(mode)]]
    if let app { spec["selector"] = ["matchLabels": ["app": .string(app)]] }
    return [
      "kind": "PeerAuthentication",
      "metadata": [
        "name": .string(name), "namespace": .string(namespace),
        "creationTimestamp": .string("2026-01-0\(created)T00:00:00Z"),
      ],
      "spec": .object(spec),
    ]
  }

  private static func policies(_ documents: [JSONValue]) -> MutualTLSPolicies {
    MutualTLSPolicies(documents) { _ in "istio-system" }
  }

  @Test func `Without a policy both are accepted`() {
    #expect(Self.policies([]).mode(namespace: "shop") == .permissive)
  }

  @Test func `The workload's policy counts before the namespace's, and that before the mesh's`() {
    let policies = Self.policies([
      Self.policy("mesh", "istio-system", "STRICT"), Self.policy("all", "shop", "PERMISSIVE"),
      Self.policy("one", "shop", "DISABLE", app: "legacy"),
    ])
    #expect(policies.mode(namespace: "other") == .strict)
    #expect(policies.mode(namespace: "shop") == .permissive)
    #expect(policies.mode(namespace: "shop", labels: ["app": "legacy"]) == .disable)
    #expect(policies.mode(namespace: "shop", labels: ["app": "web"]) == .permissive)
  }

  @Test func `UNSET leaves it to the level above`() {
    let policies = Self.policies([
      Self.policy("mesh", "istio-system", "STRICT"), Self.policy("all", "shop", "UNSET"),
      Self.policy("one", "shop", "UNSET", app: "web"),
    ])
    #expect(policies.mode(namespace: "shop", labels: ["app": "web"]) == .strict)
  }

  @Test func `Of several at one level the oldest counts`() {
    let policies = Self.policies([
      Self.policy("a", "shop", "DISABLE", created: 3), Self.policy("b", "shop", "STRICT", created: 2),
    ])
    #expect(policies.mode(namespace: "shop") == .strict)
  }

  @Test func `Other kinds do not count`() {
    var document = Self.policy("all", "shop", "STRICT")
    document["kind"] = "Sidecar"
    #expect(Self.policies([document]).mode(namespace: "shop") == .permissive)
  }
}
