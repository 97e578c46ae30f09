import Documents
import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("Findings in objects' status")
struct StatusConditionTests {
  private static let finding = StatusConditions.Finding(reason: "NotSupported", message: "no PASSTHROUGH here")

  @Test("A finding becomes a condition, keeps its time while it stands, and leaves nothing behind")
  func life() {
    let bare: JSONValue = ["kind": "DestinationRule", "metadata": ["name": "a", "generation": 3]]
    let first = StatusConditions.apply(Self.finding, to: bare, now: "t1")
    #expect(
      first["status"] == [
        "conditions": [
          [
            "type": "Reconciled", "status": "False", "reason": "NotSupported", "message": "no PASSTHROUGH here",
            "observedGeneration": 3, "lastTransitionTime": "t1",
          ]
        ]
      ])
    #expect(StatusConditions.apply(Self.finding, to: first, now: "t2") == first)
    #expect(StatusConditions.apply(nil, to: first, now: "t3") == bare)
    #expect(StatusConditions.apply(nil, to: bare, now: "t3") == bare)
  }

  @Test("Other conditions stay")
  func others() {
    let other: JSONValue = ["type": "Ready", "status": "True"]
    let document: JSONValue = ["metadata": ["generation": 1], "status": ["conditions": [other]]]
    let marked = StatusConditions.apply(Self.finding, to: document, now: "t1")
    #expect(marked.at("status.conditions")?.array?.count == 2)
    #expect(StatusConditions.apply(nil, to: marked, now: "t2") == document)
  }

  @Test("The control plane writes and clears them for the objects that are named")
  func plane() async throws {
    try await TestCluster.run { cluster in
      let path = "\(TestCluster.istio)/virtualservices"
      for name in ["one", "two"] {
        try await cluster.send("POST", path, TestCluster.virtualService(name: name))
      }
      let reference = ObjectReference(kind: "VirtualService", namespace: "default", name: "one")
      cluster.plane.setFindings([reference: Self.finding])
      let marked = try await cluster.get(path).items
      #expect(marked.map { $0.at("status.conditions[0].message") } == ["no PASSTHROUGH here", nil])
      cluster.plane.setFindings([reference: Self.finding])
      #expect(try await cluster.get(path).items.map(\.resourceVersion) == marked.map(\.resourceVersion))
      cluster.plane.setFindings([:])
      #expect(try await cluster.get(path).items.allSatisfy { $0["status"] == nil })
    }
  }
}
