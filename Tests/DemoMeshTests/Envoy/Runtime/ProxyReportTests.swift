import Documents
import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("What the control plane makes of the proxies' state")
struct ProxyReportTests {
  private static func run(_ body: (TestCluster, ObjectKey) async throws -> Void) async throws {
    var options = ControlPlaneOptions.test
    options.reportsProxies = true
    try await TestCluster.run(options) { cluster in
      let pods = try await cluster.get("/api/v1/namespaces/default/pods?labelSelector=app=ratings").items
      try await body(cluster, ObjectKey(namespace: "default", name: try #require(pods.first).objectName))
    }
  }

  private static func proxy(_ pod: JSONValue) -> JSONValue? {
    pod.at("status.containerStatuses")?.array?.first { $0["name"] == "istio-proxy" }
  }

  @Test("Pods wait for their proxy; those without one do not")
  func waiting() async throws {
    try await Self.run { cluster, key in
      let all = try await cluster.get("/api/v1/pods").items
      #expect(all.filter(ControllerPass.isReady).map { $0.labels["app"] } == ["istiod"])
      #expect(Self.proxy(try #require(all.first { $0.objectName == key.name }))?.at("state.waiting") != nil)
      let path = "/api/v1/namespaces/default/endpoints/ratings"
      #expect(try await cluster.get(path).json.at("subsets[0].addresses") == nil)
      cluster.plane.report(ProxyReport(startedAt: 1_800_000_000, isReady: true), of: key)
      try await cluster.wait(for: "/api/v1/namespaces/default/pods?labelSelector=app=ratings") { pods in
        pods.allSatisfy(ControllerPass.isReady)
      }
      #expect(try await cluster.get(path).json.at("subsets[0].addresses")?.array?.count == 1)
    }
  }

  @Test("An end, the pause and the next start are in status and Events")
  func ends() async throws {
    try await Self.run { cluster, key in
      let path = "/api/v1/namespaces/default/pods"
      func wait(_ isRight: @escaping @Sendable (JSONValue) -> Bool) async throws {
        try await cluster.wait(for: path) { pods in pods.first { $0.objectName == key.name }.map(isRight) == true }
      }
      cluster.plane.report(ProxyReport(startedAt: 1_800_000_000, isReady: true), of: key)
      try await wait(ControllerPass.isReady)
      var report = ProxyReport(waiting: "back-off 500ms")
      report.lastExit = ProxyReport.Exit(code: 139, signal: 11, startedAt: 1_800_000_000, finishedAt: 1_800_000_060)
      cluster.plane.report(report, of: key)
      try await wait { !ControllerPass.isReady($0) }
      let down = try #require(Self.proxy(try await cluster.get("\(path)/\(key.name)").json))
      #expect(down.at("state.waiting.reason") == "CrashLoopBackOff")
      #expect(down.at("state.waiting.message") == "back-off 500ms")
      #expect(down.at("lastState.terminated.exitCode") == 139)
      #expect(down.at("lastState.terminated.signal") == 11)
      #expect(down.at("lastState.terminated.finishedAt") == "2027-01-15T08:01:00Z")
      report.waiting = nil
      report.restarts = 1
      report.startedAt = 1_800_000_061
      report.isReady = true
      cluster.plane.report(report, of: key)
      try await wait(ControllerPass.isReady)
      report.isReady = false
      cluster.plane.report(report, of: key)
      try await wait { !ControllerPass.isReady($0) }
      let pod = try await cluster.get("\(path)/\(key.name)").json
      #expect(Self.proxy(pod)?["restartCount"] == 1)
      #expect(Self.proxy(pod)?.at("state.running.startedAt") == "2027-01-15T08:01:01Z")
      let events = try await cluster.get("/api/v1/namespaces/default/events").items.filter {
        $0.at("involvedObject.name")?.string == key.name
          && $0.at("involvedObject.fieldPath")?.string?
            .contains("istio-proxy") == true
      }
      let reasons = Set(events.compactMap { $0["reason"]?.string })
      #expect(reasons.isSuperset(of: ["BackOff", "Started", "Unhealthy"]))
      #expect(events.filter { $0["type"] == "Warning" }.count == 2)
    }
  }
}
