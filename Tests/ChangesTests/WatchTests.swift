import Documents
import Testing
import TrafficConfig

@testable import Changes

/// After a write, whoever changes what was written is named.
@Suite struct WatchTests {
  private static func shifted(_ bench: borrowing Bench) async throws -> JournalEntry {
    try await bench.apply(
      Samples.plan(Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService([("v1", 80), ("v2", 20)])))
    ).get()
  }

  @Test func aForeignHandIsNamed() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100), ("v2", 0)])])
    let entry = try await Self.shifted(bench)
    bench.cluster.resetCalls()
    bench.cluster.state.withLock {
      $0.afterCall[2] = { $0.put(Samples.virtualService([("v1", 100), ("v2", 0)]), manager: "argocd-controller") }
    }
    let foreign = try #require(await bench.pipeline.watch(entry, for: .seconds(30)))
    #expect(foreign.kind == .reverted && foreign.manager == "argocd-controller")
    #expect(bench.cluster.calls.count == 4)
    #expect(foreign.owner?.kind == .argoCD || foreign.owner == nil)
  }

  @Test func nobodyComes() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100), ("v2", 0)])])
    let entry = try await Self.shifted(bench)
    bench.cluster.resetCalls()
    // A look that fails is repeated.
    bench.cluster.state.withLock { $0.faults[1] = .lost }
    #expect(await bench.pipeline.watch(entry, for: .seconds(5)) == nil)
    #expect(bench.cluster.calls.count == 6)
  }

  @Test func aDeletionIsSeen() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100), ("v2", 0)])])
    let entry = try await Self.shifted(bench)
    bench.cluster.remove(Samples.route)
    #expect(await bench.pipeline.watch(entry, for: .seconds(5))?.kind == .deleted)
  }
}
