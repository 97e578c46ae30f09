import Testing

@testable import MeshModel

@Suite struct ObservedVersionsTests {
  private static let service = ServiceID(namespace: "default", name: "reviews")

  private static func node(
    _ id: String, kind: NodeKind, version: String? = nil, namespace: String = "default"
  ) -> MeshNode {
    MeshNode(
      id: NodeID(id), kind: kind, namespace: namespace, workload: kind == .service ? nil : id, version: version,
      service: kind == .service ? "reviews" : nil)
  }

  private static func edge(_ source: String, _ target: String, _ rate: Double, errors: Double = 0) -> MeshEdge {
    MeshEdge(
      id: EdgeID(source: NodeID(source), target: NodeID(target), protocol: .http), rate: rate, errorRate: errors)
  }

  @Test func `Workloads of one version add up, and other services do not count`() {
    let snapshot = MeshSnapshot(
      timestamp: 0, windowSeconds: 30,
      nodes: [
        Self.node("svc", kind: .service), Self.node("other", kind: .service, namespace: "elsewhere"),
        Self.node("v1-a", kind: .app, version: "v1"), Self.node("v1-b", kind: .app, version: "v1"),
        Self.node("plain", kind: .workload),
      ],
      edges: [
        Self.edge("svc", "v1-a", 3), Self.edge("svc", "v1-b", 4, errors: 1), Self.edge("svc", "plain", 2),
        Self.edge("other", "v1-a", 100),
      ])
    let observed = snapshot.observedVersions(of: Self.service)
    #expect(observed["v1"] == RequestTotals(rate: 7, errorRate: 1))
    #expect(observed["plain"] == RequestTotals(rate: 2))
    #expect(observed.count == 2)
  }

  @Test func `A percentage of errors needs requests`() {
    #expect(RequestTotals(rate: 50, errorRate: 1).percentError == 2)
    #expect(RequestTotals(bytesPerSecond: 9).percentError == nil)
  }
}
