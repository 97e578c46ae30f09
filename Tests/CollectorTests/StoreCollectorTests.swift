import MeshModel
import Synchronization
import Testing

@testable import Collector

/// The collector on a store of metrics.
@Suite(.timeLimit(.minutes(10))) struct StoreCollectorTests {
  /// A store that answers as a test says.
  private final class ScriptedStore: TrafficStore {
    let name = "Prometheus"
    private let clock: TestClock
    private let answers: @Sendable (Int, StoreQuestion) -> Result<StoreReading, PollFailure>
    private let asked = Mutex<[(time: Double, question: StoreQuestion)]>([])

    init(clock: TestClock, _ answers: @escaping @Sendable (Int, StoreQuestion) -> Result<StoreReading, PollFailure>) {
      self.clock = clock
      self.answers = answers
    }

    var place: String { get async { "monitoring/prometheus:9090" } }
    var times: [Double] { asked.withLock { $0.map(\.time) } }
    var questions: [StoreQuestion] { asked.withLock { $0.map(\.question) } }

    func read(_ question: StoreQuestion) async throws(PollFailure) -> StoreReading {
      let number = asked.withLock { asked in
        asked.append((clock.now, question))
        return asked.count - 1
      }
      return try answers(number, question).get()
    }

    func shutdown() async {}
  }

  private static func reading(
    rate: Double = 10, window: Double = 30, scrape: Double? = nil, past: [Double] = []
  ) -> StoreReading {
    func series(_ rate: Double) -> [StoredSeries] {
      PrometheusPages.series([Sample(reporter: "destination", value: rate * 10)], seconds: 10)
    }
    return StoreReading(
      window: window, recent: window, series: series(rate),
      past: past.enumerated().map { .init(age: Double(past.count - $0.offset) * 45, series: series($0.element)) },
      pastStep: 45, scrapeInterval: scrape)
  }

  private let clock = TestClock(now: 1_000)

  private func start(
    options: CollectorOptions = CollectorOptions(),
    _ answers: @escaping @Sendable (Int, StoreQuestion) -> Result<StoreReading, PollFailure>
  ) async -> (MeshCollector, ScriptedStore, AsyncStream<MeshUpdate>.Iterator) {
    let source = ScriptedSource(clock: clock)
    let store = ScriptedStore(clock: clock, answers)
    let collector = MeshCollector(source: source, store: store, options: options, clock: clock)
    let updates = await collector.updates().makeAsyncIterator()
    source.emit(["a"])
    return (collector, store, updates)
  }

  @Test func theFirstAnswerIsAWholePicture() async throws {
    var (collector, store, updates) = await start { _, _ in .success(Self.reading(past: [4, 6])) }
    let first = try await MeshCollectorTests.next(&updates) { !$0.edges.isEmpty }
    #expect(first.windowSeconds == 30)
    #expect(first.edges.allSatisfy { near($0.rate, 10) })
    #expect(first.edgeHistory.values.allSatisfy { $0.map(\.time) == [910, 955] && $0.map(\.rate) == [4, 6] })
    #expect(first.store?.place == "monitoring/prometheus:9090")
    #expect(first.store?.problem == nil)
    #expect(first.notices.isEmpty)
    // Nobody asked the proxy.
    #expect(first.proxies.map(\.state) == [.pending])
    #expect(store.questions.map(\.wantsPast) == [true])
    await clock.walk(to: 1_001)
    let second = try await MeshCollectorTests.next(&updates) { $0.timestamp == 1_001 && $0.store?.age == 0 }
    #expect(second.edgeHistory.values.allSatisfy { $0.map(\.time) == [910, 955, 1_001] && $0.last?.rate == 10 })
    #expect(store.questions.map(\.wantsPast) == [true, false])
    await collector.stop()
  }

  @Test func aStoreIsAskedWhenItHasLookedAgain() async throws {
    var (collector, store, updates) = await start(options: CollectorOptions(refresh: 5)) { _, _ in
      .success(Self.reading(scrape: 15))
    }
    _ = try await MeshCollectorTests.next(&updates) { !$0.edges.isEmpty }
    await clock.walk(to: 1_001, 1_002, 1_006, 1_007, 1_011, 1_012, 1_016)
    _ = try await MeshCollectorTests.next(&updates) { $0.timestamp == 1_016 }
    #expect(store.times == [1_000, 1_016])
    await collector.stop()
  }

  @Test func afterAFailureTheOldFiguresStayAndTheReasonIsSaid() async throws {
    var (collector, store, updates) = await start(options: CollectorOptions(refresh: 5)) { number, _ in
      number == 0
        ? .success(Self.reading()) : .failure(PollFailure(reason: "connection refused", isUnresponsive: true))
    }
    _ = try await MeshCollectorTests.next(&updates) { !$0.edges.isEmpty }
    await clock.walk(to: 1_001)
    let failed = try await MeshCollectorTests.next(&updates) { $0.store?.problem != nil }
    #expect(failed.edges.allSatisfy { near($0.rate, 10) } && !failed.edges.isEmpty)
    #expect(failed.store?.age == 1)
    let notice = try #require(failed.notices.first { $0.code == "store-failing" })
    #expect(
      notice.text
        == "Prometheus monitoring/prometheus:9090 cannot be read: connection refused. The figures are 1 s old. "
        + "--source proxies asks the proxies themselves.")
    // 5 s after the first failure, 10 s after the second, …
    await clock.walk(
      to: 1_002, 1_006, 1_007, 1_011, 1_012, 1_016, 1_017, 1_021, 1_022, 1_026, 1_027, 1_031, 1_032, 1_036)
    let old = try await MeshCollectorTests.next(&updates) { $0.timestamp == 1_036 }
    #expect(old.edges.isEmpty)
    #expect(store.times == [1_000, 1_001, 1_006, 1_016, 1_036])
    await collector.stop()
  }

  @Test func anotherWishIsAnotherQuestion() async throws {
    var (collector, store, updates) = await start { _, question in
      .success(Self.reading(window: question.window, scrape: 15))
    }
    _ = try await MeshCollectorTests.next(&updates) { !$0.edges.isEmpty }
    await collector.setOptions(CollectorOptions(window: 3_600))
    let wide = try await MeshCollectorTests.next(&updates) { $0.windowSeconds == 3_600 }
    #expect(wide.notices.isEmpty)
    await collector.setOptions(CollectorOptions(window: 3_600, graphType: .workload))
    while store.questions.count < 3 { await Task.yield() }
    await collector.setOptions(CollectorOptions(namespaces: ["other"], window: 3_600, graphType: .workload))
    while store.questions.count < 4 { await Task.yield() }
    _ = try await MeshCollectorTests.next(&updates) { $0.edges.isEmpty }
    let last = try #require(store.questions.last)
    #expect(last.namespaces == ["other"] && last.wantsPast)
    #expect(store.questions.prefix(3).map(\.window) == [30, 3_600, 3_600])
    #expect(store.questions.prefix(3).map(\.wantsPast) == [true, false, true])
    await collector.stop()
  }

  @Test func withoutAStoreTheWindowStaysWithinTheHistory() {
    #expect(CollectorOptions(window: 3_600).clamped(isStored: false).window == 300)
    #expect(CollectorOptions(window: 3_600).clamped(isStored: true).window == 3_600)
    #expect(CollectorOptions(window: 1e9).clamped(isStored: true).window == 86_400)
  }

  // MARK: Notices

  private static func notices(_ reading: StoreReading, options: CollectorOptions = CollectorOptions()) -> [Notice] {
    var record = StoreRecord(name: "Prometheus")
    record.place = "here"
    record.record(reading, asked: 1_000, at: 1_000)
    return StoreNotices(store: record, options: options, hasProxies: true, now: 1_000).notices()
  }

  @Test(arguments: [
    (
      StoreReading(window: 60, recent: 60, series: [], scrapeInterval: 15, hasIstioMetrics: true),
      ["window-stretched", "no-traffic"]
    ),
    (
      StoreReading(window: 12, recent: 12, series: [], scrapeInterval: 3, hasIstioMetrics: true),
      ["window-short", "no-traffic"]
    ),
    (StoreReading(window: 30, recent: 30, hasIstioMetrics: false), ["store-empty"]),
    (
      StoreReading(window: 30, recent: 30, lag: 61, warnings: ["partial"], hasIstioMetrics: true),
      ["store-warning", "store-stale", "no-traffic"]
    ),
  ])
  func whatIsSaid(_ reading: StoreReading, _ codes: [String]) {
    #expect(Self.notices(reading).map(\.code) == codes)
  }
}
