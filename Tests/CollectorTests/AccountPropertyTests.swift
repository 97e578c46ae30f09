import MeshModel
import Testing

@testable import Collector

/// What must hold whatever the traffic is.
@Suite struct AccountPropertyTests {
  /// A random mesh: calls with their counts, each reported by the client's proxy, and some by the server's too.
  static func calls(_ random: inout SeededGenerator) -> [Sample] {
    let workloads = ["a-v1", "b-v1", "b-v2", "c-v1", "d-v1", "unknown"]
    var seen: Set<String> = []
    var calls: [Sample] = []
    for _ in 0..<Int.random(in: 1...25, using: &random) {
      var call = Sample()
      call.source = workloads.dropLast().randomElement(using: &random) ?? "a-v1"
      call.destination = workloads.randomElement(using: &random) ?? "b-v1"
      call.service = call.destination == "unknown" ? "b" : String(call.destination.prefix(1))
      call.serviceNamespace = "default"
      call.code = ["200", "301", "404", "503", "0"].randomElement(using: &random) ?? "200"
      call.flags = ["-", "UF", "DC"].randomElement(using: &random) ?? "-"
      call.value = Double(Int.random(in: 1...10_000, using: &random))
      if seen.insert(call.labels).inserted { calls.append(call) }
    }
    return calls
  }

  /// Reads the calls, each from its client's proxy, in the order given.
  static func snapshot(_ calls: [Sample], order: [String], options: CollectorOptions) -> MeshSnapshot {
    let mesh = Mesh(["default/a-v1", "default/b-v1", "default/b-v2", "default/c-v1", "default/d-v1"], options: options)
    for (time, factor) in [(1_000.0, 0.0), (1_010, 1)] {
      for id in order {
        let own = calls.filter { "default/\($0.source)" == id }.map { $0.counting($0.value * factor) }
        mesh.poll(id, at: time, own)
      }
    }
    return mesh.snapshot(at: 1_010)
  }

  static let ids = ["default/a-v1", "default/b-v1", "default/b-v2", "default/c-v1", "default/d-v1"]

  @Test(arguments: 0..<40) func theEdgesAddUpToTheCounters(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let calls = Self.calls(&random)
    let total = calls.reduce(0) { $0 + $1.value } / 10
    for type in [GraphType.workload, .versionedApp, .app] {
      let direct = Self.snapshot(
        calls, order: Self.ids, options: CollectorOptions(graphType: type, serviceNodes: false))
      #expect(near(direct.edges.reduce(0) { $0 + $1.rate }, total))
      let injected = Self.snapshot(calls, order: Self.ids, options: CollectorOptions(graphType: type))
      let services = Set(injected.nodes.filter { $0.kind == .service }.map(\.id))
      let toServices = injected.edges.filter { services.contains($0.target) }
      #expect(near(toServices.reduce(0) { $0 + $1.rate }, total))
      for edge in injected.edges {
        #expect(near(edge.responses.values.reduce(0, +), edge.rate))
        #expect(edge.errorRate <= edge.rate * (1 + 1e-9))
      }
      for node in injected.nodes where !node.outbound.isZero {
        let shares = injected.edges.filter { $0.source == node.id }.reduce(0) { $0 + $1.percentOfSource }
        #expect(near(shares, 100))
      }
      // What a service passes on is what reached a workload.
      let arrived = calls.filter { $0.destination != "unknown" }.reduce(0) { $0 + $1.value } / 10
      let passed = injected.edges.filter { services.contains($0.source) }.reduce(0) { $0 + $1.rate }
      #expect((passed - arrived).magnitude < 1e-6)
    }
  }

  @Test(arguments: 0..<20) func theOrderOfProxiesDoesNotMatter(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed + 1_000)
    let calls = Self.calls(&random)
    let first = Self.snapshot(calls, order: Self.ids, options: CollectorOptions())
    let second = Self.snapshot(
      calls.shuffled(using: &random), order: Self.ids.shuffled(using: &random), options: CollectorOptions())
    #expect(first.edges == second.edges)
    #expect(first.nodes == second.nodes)
  }

  @Test(arguments: 0..<20) func bothReportersGiveNoMoreThanOne(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed + 2_000)
    let calls = Self.calls(&random)
    let alone = Self.snapshot(calls, order: Self.ids, options: CollectorOptions())
    let mesh = Mesh(Self.ids)
    for (time, factor) in [(1_000.0, 0.0), (1_010, 1)] {
      for id in Self.ids {
        var page = calls.filter { "default/\($0.source)" == id }
        for call in calls where "default/\(call.destination)" == id {
          var report = call
          report.reporter = "destination"
          page.append(report)
        }
        mesh.poll(id, at: time, page.map { $0.counting($0.value * factor) })
      }
    }
    let both = mesh.snapshot(at: 1_010)
    #expect(both.edges.map(\.id) == alone.edges.map(\.id))
    for (a, b) in zip(both.edges, alone.edges) { #expect(near(a.rate, b.rate)) }
  }
}
