import Testing

@testable import DemoMesh

/// Something that Istio promises about Bookinfo's traffic, to be seen on every data plane.
struct Scenario: Sendable, CustomTestStringConvertible {
  var name: String
  /// Sets the mesh up, sends requests, and expects what came of them. The applications answer quickly, the objects
  /// are gone, and the counts are zero when it begins.
  var run: @Sendable (any ScenarioMesh) async throws -> Void

  var testDescription: String { name }

  static let all = routing + faults + policies + entry

  init(_ name: String, run: @escaping @Sendable (any ScenarioMesh) async throws -> Void) {
    self.name = name
    self.run = run
  }

  /// Makes the applications quick and alike, so that a scenario takes little time and balancers see no difference.
  func prepare(_ mesh: any ScenarioMesh) async throws {
    try await mesh.apply("")
    for workload in MeshTopology.bookinfo().workloads {
      try await mesh.change(workload.name) { behaviour in
        behaviour = workload.behaviour
        behaviour.serviceTime = .milliseconds(1, spread: 0)
      }
    }
  }

  /// The product page asks reviews once only: its second try is not what a scenario is about.
  static func onlyOneTry(_ mesh: any ScenarioMesh) async throws {
    try await mesh.change("productpage-v1") { $0.stages[0].calls[1].attempts = 1 }
  }

  static func reviews(_ rest: String, subset: String = "v1") -> String {
    Objects.reviewsSubsets()
      + Objects.routes("reviews", "[{route: [{destination: {host: reviews, subset: \(subset)}}]\(rest)}]")
  }
}
