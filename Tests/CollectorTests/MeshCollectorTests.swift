import MeshModel
import Testing

@testable import Collector

@Suite(.timeLimit(.minutes(10))) struct MeshCollectorTests {
  let clock = TestClock(now: 1_000)

  /// Ten requests a second from productpage to a workload.
  static func busy(_ destination: String) -> ScriptedSource.Behaviour {
    .page { time in Sample(destination: destination, service: "s", value: (time - 900) * 10).text }
  }

  /// The next update that fits.
  static func next(
    _ updates: inout AsyncStream<MeshUpdate>.Iterator, where fits: (MeshSnapshot) -> Bool
  ) async throws -> MeshSnapshot {
    while let update = await updates.next() {
      if fits(update.snapshot) { return update.snapshot }
    }
    throw CancellationError()
  }

  @Test func firstRatesComeWithTheSecondQuickPoll() async throws {
    let source = ScriptedSource(clock: clock)
    source.set("a", Self.busy("b-v1"))
    let collector = MeshCollector(source: source, clock: clock)
    var updates = await collector.updates().makeAsyncIterator()
    source.emit(["a"])
    let first = try await Self.next(&updates) { $0.proxies.first?.state == .answering }
    #expect(first.edges.isEmpty)
    #expect(first.notices.map(\.code) == ["warming-up"])
    await clock.walk(to: 1_001)
    let second = try await Self.next(&updates) { !$0.edges.isEmpty }
    #expect(second.timestamp == 1_001)
    #expect(second.edges.allSatisfy { near($0.rate, 10) })
    #expect(second.notices.isEmpty)
    await clock.walk(to: 1_002, 1_006)
    let third = try await Self.next(&updates) { $0.timestamp >= 1_006 }
    #expect(third.windowSeconds == 6)
    #expect(third.edgeHistory.values.allSatisfy { $0.map(\.time) == [1_001, 1_006] })
    #expect(source.times("a") == [1_000, 1_001, 1_006])
    await collector.stop()
    #expect(await updates.next() == nil)
  }

  @Test func aHangingProxyHoldsUpNobody() async throws {
    let source = ScriptedSource(clock: clock)
    source.set("a", Self.busy("b-v1"))
    source.set("h", .hangs)
    source.set("x", .failure(PollFailure(reason: "answered 500")))
    let collector = MeshCollector(source: source, clock: clock)
    var updates = await collector.updates().makeAsyncIterator()
    source.emit(["a", "h", "x"])
    // The round at 1,001 begins although the first poll of h has not ended.
    await clock.walk(to: 1_001)
    let rates = try await Self.next(&updates) { !$0.edges.isEmpty }
    #expect(rates.timestamp == 1_001)
    #expect(near(rates.edges.first?.rate, 10))
    #expect(rates.proxies.first { $0.id == "h" }?.state == .pending)
    #expect(rates.proxies.first { $0.id == "x" }?.state == .failing(reason: "answered 500"))
    await clock.walk(to: 1_002, 1_006)
    let later = try await Self.next(&updates) { snapshot in
      snapshot.timestamp >= 1_006 && snapshot.proxies.contains { $0.id == "h" && $0.state != .pending }
    }
    #expect(later.proxies.first { $0.id == "h" }?.state == .failing(reason: "no answer within 2.0 s"))
    #expect(later.proxies.first { $0.id == "a" }?.state == .answering)
    #expect(near(later.edges.first?.rate, 10))
    #expect(later.notices.contains { $0.code == "proxy-failing" && $0.text.hasPrefix("2 of 3 proxies") })
    await collector.stop()
  }

  @Test func neverMorePollsThanAllowed() async throws {
    let source = ScriptedSource(clock: clock)
    let ids = (0..<40).map { "p\($0)" }
    for id in ids { source.set(id, Self.busy("b-v1")) }
    let collector = MeshCollector(source: source, options: CollectorOptions(maxConcurrentPolls: 3), clock: clock)
    var updates = await collector.updates().makeAsyncIterator()
    source.emit(ids)
    let first = try await Self.next(&updates) { $0.proxies.allSatisfy { $0.state == .answering } }
    #expect(first.proxies.count == 40)
    #expect(source.most <= 3)
    await collector.stop()
  }

  @Test func theViewChangesAtOnceAndTheProxiesComeAndGo() async throws {
    let source = ScriptedSource(clock: clock)
    source.set("a", Self.busy("b-v1"))
    source.set("c", Self.busy("d-v1"))
    let collector = MeshCollector(source: source, clock: clock)
    var updates = await collector.updates().makeAsyncIterator()
    source.emit(["a"])
    _ = try await Self.next(&updates) { $0.proxies.first?.state == .answering }
    await clock.walk(to: 1_001)
    _ = try await Self.next(&updates) { $0.edges.count == 2 }
    await collector.setOptions(CollectorOptions(graphType: .workload, serviceNodes: false))
    let redrawn = try await Self.next(&updates) { $0.graphType == .workload }
    #expect(redrawn.edges.count == 1)
    #expect(redrawn.timestamp == 1_001)
    source.emit(["c"])
    let changed = try await Self.next(&updates) { $0.proxies.first?.id == "c" }
    #expect(changed.edges.isEmpty)
    await clock.walk(to: 1_002, 1_006)
    let newcomer = try await Self.next(&updates) { !$0.edges.isEmpty }
    #expect(near(newcomer.edges.first?.rate, 10))
    await collector.stop()
  }

  @Test func refreshNowDoesNotMoveThePace() async throws {
    let source = ScriptedSource(clock: clock)
    source.set("a", Self.busy("b-v1"))
    let collector = MeshCollector(source: source, clock: clock)
    var updates = await collector.updates().makeAsyncIterator()
    source.emit(["a"])
    _ = try await Self.next(&updates) { $0.proxies.first?.state == .answering }
    await clock.walk(to: 1_001)
    _ = try await Self.next(&updates) { !$0.edges.isEmpty }
    await clock.walk(to: 1_002)
    await clock.sleeper(until: 1_006)
    clock.advance(to: 1_003)
    await collector.refreshNow()
    _ = try await Self.next(&updates) { $0.timestamp == 1_003 }
    await clock.walk(to: 1_006)
    _ = try await Self.next(&updates) { $0.timestamp == 1_006 }
    #expect(source.times("a") == [1_000, 1_001, 1_003, 1_006])
    await collector.stop()
  }

  @Test func aSecondReaderGetsTheNewestAtOnce() async throws {
    let source = ScriptedSource(clock: clock)
    source.set("a", Self.busy("b-v1"))
    let collector = MeshCollector(source: source, clock: clock)
    var updates = await collector.updates().makeAsyncIterator()
    source.emit(["a"])
    _ = try await Self.next(&updates) { $0.proxies.first?.state == .answering }
    var others = await collector.updates().makeAsyncIterator()
    let newest = try #require(await others.next())
    #expect(newest.snapshot.proxies.first?.state == .answering)
    await collector.stop()
    #expect(await others.next() == nil)
    var late = await collector.updates().makeAsyncIterator()
    #expect(await late.next() == nil)
  }
}
