import MeshModel
import Testing

@testable import DemoMesh

@Suite("Simulated pods that come and go")
struct EndpointTests {
  @Test("a subset that selects no pod is 503 UH")
  func emptySubset() throws {
    let mesh = try TestMesh(
      objects: Objects.reviewsSubsets()
        + Objects.routes("reviews", "[{route: [{destination: {host: reviews, subset: v9}}]}]"))
    _ = try mesh.get(times: 10)
    #expect(
      mesh.count(
        "source", to: "reviews",
        [
          "response_code": "503", "response_flags": "UH", "destination_workload": "unknown",
          "destination_service": "reviews.default.svc.cluster.local",
        ]) == 20)
  }

  @Test("a subset or host that nobody defines is 503 NC", arguments: ["reviews, subset: v7", "critics"])
  func noCluster(destination: String) throws {
    let mesh = try TestMesh(
      objects: Objects.reviewsSubsets()
        + Objects.routes("reviews", "[{route: [{destination: {host: \(destination)}}]}]"))
    _ = try mesh.get(times: 10)
    // No cluster tells the service's name: the Host header stands in.
    #expect(
      mesh.count(
        "source", to: "reviews:9080",
        [
          "response_code": "503", "response_flags": "NC", "destination_workload": "unknown",
          "destination_service_namespace": "unknown",
        ]) == 20)
  }

  @Test("scaled to zero is 503 UH, and back is well again")
  func scaledToZero() throws {
    let mesh = try TestMesh()
    mesh.scale("details-v1", to: 0)
    _ = try mesh.get(times: 5)
    #expect(mesh.counts("source", to: "details", by: "response_flags") == ["UH": 5])
    mesh.scale("details-v1", to: 2)
    _ = try mesh.get(times: 5)
    #expect(mesh.counts("source", to: "details", by: "response_code") == ["503": 5, "200": 5])
  }

  @Test("a proxy that has not heard of a stopped pod fails to connect, and retries elsewhere")
  func staleEndpoints() throws {
    let mesh = try TestMesh(propagation: 0.5...0.5)
    mesh.engine.advance(to: 1)
    _ = try mesh.get(times: 30)
    #expect(mesh.counts("source", to: "reviews", by: "response_code") == ["200": 30])
    mesh.scale("reviews-v2", to: 0)
    let answers = mesh.getTogether(60)
    let hops = answers.flatMap(\.hops).filter { $0.service.hasPrefix("reviews") }
    #expect(hops.contains { $0.attempts > 1 })
    #expect(hops.allSatisfy { $0.status == 200 && $0.destination != "default/reviews-v2" })

    mesh.scale("details-v1", to: 0)
    let hop = try #require(try mesh.get().hops.first { $0.service.hasPrefix("details") })
    #expect(hop.flags == "URX,UF")
    #expect(hop.attempts == 3)
    #expect(
      mesh.count("source", to: "details", ["response_flags": "URX,UF", "destination_principal": "unknown"]) == 1)
    mesh.engine.advance(to: mesh.engine.now + 1)
    #expect(try mesh.get().hops.first { $0.service.hasPrefix("details") }?.flags == "UH")
  }

  @Test("what a stopped pod was working on breaks off or is drained", arguments: [(1.0, "UC"), (0.0, "-")])
  func stopped(abruptness: Double, flags: String) throws {
    let mesh = try TestMesh(abruptness: abruptness)
    try mesh.change("details-v1") { $0.serviceTime = .milliseconds(100, spread: 0) }
    try mesh.change("productpage-v1") { $0.serviceTime = .milliseconds(1, spread: 0) }
    mesh.engine.enter(
      SimulatedRequest(
        authority: "a", port: 80, path: "/productpage", method: "GET", headers: [:], sourceAddress: "127.0.0.1")
    ) { _ in }
    mesh.engine.advance(to: 0.05)
    mesh.scale("details-v1", to: 0)
    mesh.engine.advance(to: 1)
    #expect(mesh.counts("source", to: "details", by: "response_flags") == [flags: 1])
  }

  @Test("a new pod counts from zero, and a stopped one has no page")
  func proxies() throws {
    let mesh = try TestMesh()
    mesh.load(seconds: 5)
    mesh.scale("details-v1", to: 2)
    let old = try #require(mesh.engine.pods["default/details-v1-0"]?.proxy)
    let new = try #require(mesh.engine.pods["default/details-v1-1"]?.proxy)
    #expect(!old.store.http.isEmpty)
    #expect(new.store.http.isEmpty)
    #expect(new.startedAt == mesh.engine.now)
    mesh.load(seconds: 5)
    #expect(!new.store.http.isEmpty)
    mesh.scale("details-v1", to: 1)
    #expect(
      mesh.engine.stats(
        namespace: "default", pod: "details-v1-1", port: 15090, path: "/stats/prometheus", query: "") == nil)
  }

  @Test("a client without a proxy is unknown to the server's")
  func withoutProxy() throws {
    let topology = MeshTopology.bookinfo()
    let mesh = try TestMesh(topology)
    var workloads = topology.workloadsWithPods()
    for index in workloads.indices where workloads[index].id.name.hasPrefix("reviews") {
      for pod in workloads[index].pods.indices { workloads[index].pods[pod].hasProxy = false }
    }
    for pod in workloads.indices { for index in workloads[pod].pods.indices { workloads[pod].pods[index].ip += "9" } }
    mesh.engine.configure(.init(services: topology.allServices.map(\.info), workloads: workloads))
    mesh.load(seconds: 5)
    #expect(
      mesh.counts("destination", to: "ratings", by: "source_workload").keys.sorted() == ["unknown"])
    #expect(mesh.counts("destination", to: "ratings", by: "connection_security_policy").keys.sorted() == ["none"])
    #expect(mesh.count("source", to: "ratings") == 0)
    #expect(mesh.count("destination", to: "reviews") == 0)
    #expect(mesh.count("source", to: "reviews") > 0)
  }

  @Test("a label that changes moves a pod between subsets and leaves its proxy alone")
  func relabelled() throws {
    let topology = MeshTopology.bookinfo()
    let mesh = try TestMesh(
      topology,
      objects: Objects.reviewsSubsets()
        + Objects.routes("reviews", "[{route: [{destination: {host: reviews, subset: v9}}]}]"))
    _ = try mesh.get()
    let proxy = mesh.engine.pods["default/reviews-v1-0"]?.proxy
    mesh.label("reviews-v1", "version", "v9")
    let answer = try mesh.get()
    #expect(answer.hops.contains { $0.destination == "default/reviews-v1" && $0.status == 200 })
    #expect(mesh.engine.pods["default/reviews-v1-0"]?.proxy === proxy)
  }

  @Test("of a burst of changes every proxy ends with the last")
  func burst() throws {
    let mesh = try TestMesh(propagation: 0.02...0.2)
    for count in [3, 0, 2, 5, 1, 4] {
      mesh.scale("details-v1", to: count)
      mesh.engine.advance(to: mesh.engine.now + 0.01)
    }
    mesh.engine.advance(to: mesh.engine.now + 1)
    _ = try mesh.get()
    let proxy = try #require(mesh.engine.pods["default/productpage-v1-0"]?.proxy)
    #expect(proxy.generation === mesh.engine.generation)
    #expect(proxy.generation.services["details.default.svc.cluster.local"]?.endpoints.count == 4)
  }
}
