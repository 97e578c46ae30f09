import Documents
import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("Refusals")
struct RefusalTests {
  private static func route(_ object: String, _ content: String) -> JSONValue {
    [
      "name": .string(content),
      "metadata": [
        "filter_metadata": [
          "istio": ["config": .string("/apis/networking.istio.io/v1/namespaces/default/virtual-service/\(object)")]
        ]
      ],
    ]
  }

  private static func refusal(_ new: [JSONValue], running: [JSONValue] = []) -> XDSRefusal {
    func table(_ routes: [JSONValue]) -> [JSONValue] {
      [["name": "9080", "virtual_hosts": [["routes": .array(routes)]]]]
    }
    return XDSRefusal(
      subscription: XDSSubscription(type: .routes, names: ["9080"]), version: 2, resources: table(new),
      running: table(running))
  }

  @Test("Only objects whose routes are new are suspected")
  func suspects() {
    let refusal = Self.refusal(
      [Self.route("reviews", "new"), Self.route("ratings", "old")], running: [Self.route("ratings", "old")])
    #expect(
      ResourceOrigins.suspects(refusal, reason: "missing ]: [")
        == [ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews")])
  }

  @Test("The one that the reason names is enough")
  func named() {
    let refusal = Self.refusal([Self.route("reviews", "canary"), Self.route("ratings", "other")])
    #expect(ResourceOrigins.suspects(refusal, reason: "missing ]: [").map(\.name) == ["ratings", "reviews"])
    #expect(ResourceOrigins.suspects(refusal, reason: "route canary: no good").map(\.name) == ["reviews"])
  }
}
