import Testing

@testable import MeshModel

@Suite struct HealthTests {
  @Test(arguments: [
    (HealthStatus.healthy, HealthStatus.degraded, HealthStatus.degraded),
    (.failure, .degraded, .failure), (.na, .idle, .idle), (.notReady, .healthy, .notReady), (.idle, .healthy, .healthy),
  ])
  func `The worse of two states wins`(a: HealthStatus, b: HealthStatus, worse: HealthStatus) {
    #expect(max(a, b) == worse)
    #expect(Health(a).worse(Health(b)).status == worse)
    #expect(Health(b).worse(Health(a)).status == worse)
  }

  @Test func `Of two equally bad states the first one's reason stays`() {
    let first = Health(.degraded, reason: "first")
    #expect(first.worse(Health(.degraded, reason: "second")) == first)
  }
}
