import Documents
import Foundation
import Testing

@testable import DemoMesh

/// A demo with real proxies for all tests of a suite, started before the first and stopped after the last.
struct RealEnvoy: SuiteTrait, TestScoping {
  /// What the tests of the suite work with.
  struct Mesh: Sendable {
    let demo: RunningDemo
    let envoys: EnvoyMesh
    let cluster: TestCluster

    /// Where a pod of a workload is.
    func pod(_ workload: String) async throws -> (name: String, ip: String) {
      let pods = demo.plane.configuration().workloads.first { $0.id.name == workload }?.pods ?? []
      let pod = try #require(pods.first, "\(workload) has no pod")
      return (pod.name, pod.ip)
    }

    /// Writes an object as kubectl would, and returns when all proxies have it.
    func apply(_ object: JSONValue) async throws {
      let plural = "\(object.kind.lowercased())s"
      let path = "\(TestCluster.istio)/\(plural)/\(object.objectName)"
      let live = try await cluster.get(path)
      var wanted = object
      if live.status == 200 { wanted.setMetadata("resourceVersion", .string(live.json.resourceVersion)) }
      let answer =
        try await live.status == 200
        ? cluster.send("PUT", path, wanted) : cluster.send("POST", "\(TestCluster.istio)/\(plural)", wanted)
      try #require((200..<300).contains(answer.status), "\(answer.text)")
      try await settle()
    }

    func delete(_ plural: String, _ name: String) async throws {
      let answer = try await cluster.send("DELETE", "\(TestCluster.istio)/\(plural)/\(name)")
      try #require(answer.status == 200, "\(answer.text)")
      try await settle()
    }

    /// Returns when all proxies have what the control plane holds now.
    func settle() async throws {
      let wanted = demo.plane.configuration()
      try await envoys.waitUntilReady { configuration in
        configuration.virtualServices.map(\.document["spec"]) == wanted.virtualServices.map(\.document["spec"])
          && configuration.destinationRules.map(\.document["spec"]) == wanted.destinationRules.map(\.document["spec"])
          && configuration.gateways.map(\.document["spec"]) == wanted.gateways.map(\.document["spec"])
      }
    }
  }

  @TaskLocal private static var current: Mesh?

  /// The demo of the suite that runs.
  static var mesh: Mesh { get throws { try #require(current, "the suite lacks the trait .realEnvoy") } }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let binary = try #require(EnvoyValidator.binary, EnvoyValidator.hint)
    let logs = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-logs-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: logs) }
    let demo = try await Demo.start(
      DemoOptions(dataPlane: .envoy(EnvoyOptions(binary: binary, logs: logs)), rate: 5))
    do {
      let envoys = try #require(demo.dataPlane as? EnvoyMesh)
      let cluster = TestCluster(plane: demo.plane, client: TestClient(port: demo.plane.port))
      try await Self.$current.withValue(Mesh(demo: demo, envoys: envoys, cluster: cluster)) { try await function() }
    } catch {
      await demo.stop()
      throw error
    }
    await demo.stop()
  }
}

extension Trait where Self == RealEnvoy {
  /// One demo with real proxies for the suite; its tests find it as `RealEnvoy.mesh`.
  static var realEnvoy: Self { RealEnvoy() }
}
