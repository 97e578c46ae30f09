import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Changes

/// Overdue edits are ended without a screen.
@Suite struct ExpiryKeeperTests {
  private static let service = ServiceID(namespace: "default", name: "reviews")

  private static func mesh(_ cluster: FakeCluster) -> MeshConfiguration {
    let routes = cluster.state.withLock { $0.objects.values.filter { $0["kind"] == "VirtualService" } }
    return MeshConfiguration(
      virtualServices: routes.map { VirtualService(document: $0) },
      destinationRules: [DestinationRule(document: Samples.destinationRule(["v1"]))],
      services: [
        ServiceInfo(
          id: service, selector: ["app": "reviews"],
          ports: [ServicePort(name: "http", number: 9080, targetPort: 9080)])
      ])
  }

  /// Makes a fault that lasts for seconds from time 0.
  private static func fault(_ bench: borrowing Bench, lasting seconds: Double, match: String? = nil) async throws {
    let conditions = try match.map { [try MatchCondition(parsing: $0)] } ?? []
    let plan = try FaultEdit.plan(
      FaultRequest(
        scope: RouteScope(service: service, conditions: conditions), abort: .http(503), expiry: .after(seconds)),
      in: EditContext(configuration: mesh(bench.cluster), now: 0, author: "ann"))
    _ = try await bench.apply(plan).get()
  }

  private static func restored(_ news: [ExpiryKeeper.News]) -> [String] {
    news.compactMap { if case .restored(_, let entry) = $0 { entry.id } else { nil } }
  }

  private static func refusals(_ news: [ExpiryKeeper.News]) -> [String] {
    news.compactMap { if case .refused(_, let why) = $0 { why } else { nil } }
  }

  @Test func endsWhatIsOverdueAndNothingElse() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let old = bench.cluster.contents
    try await Self.fault(bench, lasting: 60)
    var keeper = ExpiryKeeper(pipeline: bench.pipeline)
    #expect(await keeper.round(Self.mesh(bench.cluster), now: 59) == [])
    let stale = Self.mesh(bench.cluster)
    let news = await keeper.round(stale, now: 61)
    #expect(Self.restored(news) == ["id2"])
    #expect(bench.cluster.contents == old)
    #expect(try bench.history() == ["id1 applied", "id2 applied"])
    // A look that lags is no reason to do it again, or to complain.
    #expect(await keeper.round(stale, now: 62) == [])
    #expect(await keeper.round(Self.mesh(bench.cluster), now: 63) == [])
    // It can be taken back like any change, and is then overdue again.
    _ = try await bench.apply(try await bench.undoPlan("id2").get()).get()
    #expect(Self.restored(await keeper.round(Self.mesh(bench.cluster), now: 64)) == ["id4"])
    #expect(bench.cluster.contents == old)
  }

  @Test func severalEditsOfOneObjectEndInOneRound() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let old = bench.cluster.contents
    try await Self.fault(bench, lasting: 60)
    try await Self.fault(bench, lasting: 30, match: "header:end-user=jason")
    var keeper = ExpiryKeeper(pipeline: bench.pipeline)
    let news = await keeper.round(Self.mesh(bench.cluster), now: 100)
    #expect(Self.restored(news).count >= 2 && Self.refusals(news) == [])
    #expect(bench.cluster.contents == old)
  }

  @Test func whatSomebodyChangedIsLeftAloneAndSaidOnce() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    try await Self.fault(bench, lasting: 60)
    var theirs = try #require(bench.cluster[Samples.route])
    theirs[["spec", "http", 0, "fault", "abort", "httpStatus"]] = 500
    bench.cluster.put(theirs)
    let kept = bench.cluster.contents
    var keeper = ExpiryKeeper(pipeline: bench.pipeline)
    let news = await keeper.round(Self.mesh(bench.cluster), now: 61)
    #expect(Self.refusals(news).count == 1)
    #expect(Self.refusals(news)[0].contains("has been changed since it was set"))
    #expect(await keeper.round(Self.mesh(bench.cluster), now: 62) == [])
    #expect(bench.cluster.contents == kept)
  }

  /// The server is away: it is said, and done when it is back.
  @Test func anOutageIsToldAndMadeUpFor() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let old = bench.cluster.contents
    try await Self.fault(bench, lasting: 60)
    let mesh = Self.mesh(bench.cluster)
    bench.cluster.resetCalls()
    bench.cluster.state.withLock { $0.isDownFrom = 0 }
    var keeper = ExpiryKeeper(pipeline: bench.pipeline)
    #expect(Self.refusals(await keeper.round(mesh, now: 61)).count == 1)
    bench.cluster.resetCalls()
    #expect(Self.restored(await keeper.round(mesh, now: 62)).count == 1)
    #expect(bench.cluster.contents == old)
  }
}
