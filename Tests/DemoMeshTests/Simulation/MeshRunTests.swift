import MeshModel
import Testing

@testable import DemoMesh

@Suite("Simulated runs")
struct MeshRunTests {
  /// All pages of a mesh, in the order of names.
  private func pages(_ mesh: TestMesh) -> [String] {
    mesh.engine.pods.keys.sorted().map { name in
      let parts = name.split(separator: "/").map(String.init)
      let answer = mesh.engine.stats(
        namespace: parts[0], pod: parts[1], port: 15090, path: "/stats/prometheus", query: "usedonly")
      return String(decoding: answer?.body ?? [], as: UTF8.self)
    }
  }

  /// A run with a bit of everything.
  private func eventfulRun(seed: UInt64) throws -> TestMesh {
    let mesh = try TestMesh(seed: seed, propagation: 0.02...0.1)
    mesh.load(rate: 80, seconds: 4)
    try mesh.apply(
      Objects.reviewsSubsets()
        + Objects.routes(
          "reviews",
          "[{route: [{destination: {host: reviews, subset: v1}, weight: 70}, "
            + "{destination: {host: reviews, subset: v2}, weight: 30}], "
            + "fault: {delay: {fixedDelay: 20ms, percentage: {value: 30}}}, retries: {attempts: 2, retryOn: 5xx}, "
            + "mirrors: [{destination: {host: reviews, subset: v3}}]}]"))
    try mesh.change("reviews-v1") { $0.errorRate = 0.2 }
    mesh.load(rate: 80, seconds: 4)
    mesh.scale("ratings-v1", to: 0)
    mesh.load(rate: 80, seconds: 2)
    mesh.scale("ratings-v1", to: 3)
    mesh.load(rate: 80, seconds: 2)
    return mesh
  }

  @Test("one seed gives one run, byte for byte; another seed another")
  func determinism() throws {
    let one = pages(try eventfulRun(seed: 7))
    #expect(one == pages(try eventfulRun(seed: 7)))
    #expect(one != pages(try eventfulRun(seed: 8)))
  }

  @Test("how the clock is moved does not matter")
  func slices() throws {
    let whole = try TestMesh(rate: 50)
    whole.engine.advance(to: 10)
    let sliced = try TestMesh(rate: 50)
    for step in 1...400 { sliced.engine.advance(to: Double(step) * 0.025) }
    #expect(pages(whole) == pages(sliced))
  }

  @Test("counters never fall while a proxy lives")
  func monotone() throws {
    let mesh = try TestMesh(seed: 3, rate: 60, propagation: 0.02...0.1)
    var last: [String: [String: Double]] = [:]
    for round in 0..<12 {
      mesh.engine.advance(to: mesh.engine.now + 1)
      if round == 4 { try mesh.apply(Objects.reviewsSubsets()) }
      if round == 6 { mesh.scale("reviews-v2", to: 2) }
      if round == 8 { try mesh.apply("") }
      for name in mesh.engine.pods.keys {
        let parts = name.split(separator: "/").map(String.init)
        let answer = try #require(
          mesh.engine.stats(
            namespace: parts[0], pod: parts[1], port: 15090, path: "/stats/prometheus", query: ""))
        var values: [String: Double] = [:]
        var isCounter = false
        for line in String(decoding: answer.body, as: UTF8.self).split(separator: "\n") {
          if line.hasPrefix("#") {
            isCounter = !line.hasSuffix("gauge")
          } else if isCounter, let space = line.lastIndex(of: " ") {
            values[String(line[..<space])] = Double(line[line.index(after: space)...])
          }
        }
        for (series, value) in last[name] ?? [:] { #expect((values[series] ?? -1) >= value, "\(series)") }
        last[name] = values
      }
    }
  }

  @Test("the load has the wanted rate, and its arrivals are random")
  func rate() throws {
    let mesh = try TestMesh(rate: 40)
    mesh.engine.advance(to: 60)
    mesh.engine.setRate(0)
    mesh.engine.advance(to: 90)
    let count = mesh.count("source", to: "productpage")
    #expect(abs(Double(count) - 2400) < 4.5 * 2400.0.squareRoot())
    mesh.engine.advance(to: 200)
    #expect(mesh.count("source", to: "productpage") == count)
  }

  @Test("a busy application gets slower")
  func loadDependence() throws {
    func mean(rate: Double) throws -> Double {
      let mesh = try TestMesh()
      try mesh.change("details-v1") {
        $0.capacity = 4
        $0.serviceTime = .milliseconds(20)
      }
      mesh.load(rate: rate, seconds: 10)
      return try #require(mesh.rows("destination", to: "details").first).meanMilliseconds
    }
    #expect(try mean(rate: 140) > 1.3 * mean(rate: 5))
  }

  @Test("a request sent by hand tells its way")
  func request() async throws {
    let topology = MeshTopology.bookinfo()
    let mesh = SimulatedMesh(topology: topology, options: SimulationOptions(rate: 0, propagation: 0...0))
    #expect(await mesh.request(host: "localhost:8080", path: "/productpage") == nil)
    await mesh.configure(
      .init(services: topology.allServices.map(\.info), workloads: topology.workloadsWithPods()))
    let answer = try #require(
      await mesh.request(host: "localhost:8080", path: "/productpage", headers: ["End-User": "jason"]))
    #expect(answer.status == 200)
    #expect(answer.latency > 0.005 && answer.latency < 0.5)
    #expect(answer.hops.map(\.source).first == "istio-system/istio-ingressgateway")
    let services = Set(answer.hops.map(\.service))
    #expect(services.isSuperset(of: ["productpage", "details", "reviews"].map { "\($0).default.svc.cluster.local" }))
    #expect(await mesh.now >= answer.latency)
    let page = try #require(
      await mesh.stats(
        namespace: "default", pod: "details-v1-0", port: 15090, path: "/stats/prometheus",
        query: "usedonly&filter=istio_requests_total"))
    #expect(String(decoding: page.body, as: UTF8.self).hasSuffix(" 1\n"))
  }

  @Test("knobs change the applications of running and coming pods")
  func knobs() async throws {
    let topology = MeshTopology.bookinfo()
    let mesh = SimulatedMesh(topology: topology, options: SimulationOptions(rate: 0, propagation: 0...0))
    await mesh.configure(
      .init(services: topology.allServices.map(\.info), workloads: topology.workloadsWithPods()))
    let id = WorkloadID(namespace: "default", name: "productpage-v1")
    var behaviour = try #require(await mesh.behaviour(of: id))
    behaviour.errorRate = 1
    behaviour.errorStatus = 507
    await mesh.setBehaviour(behaviour, of: id)
    #expect(await mesh.request(host: "a", path: "/productpage")?.status == 507)
  }
}
