import Kubernetes
import Testing

@testable import Collector

@Suite struct PrometheusStoreTests {
  private static let samples = [Sample(value: 50, durations: [3: 50])]
  private static let summary = RequestSummary(verb: "post", resource: "/api/v1/query", server: "http://p:9090")

  private static func read(
    _ way: ScriptedPrometheus, window: Double = 60, refresh: Double = 5, wantsPast: Bool = false,
    namespaces: [String]? = nil
  ) async throws -> StoreReading {
    try await PrometheusStore(way: way).read(
      StoreQuestion(namespaces: namespaces, window: window, refresh: refresh, wantsPast: wantsPast))
  }

  @Test func aReadingIsThreeQuestions() async throws {
    let way = ScriptedPrometheus(Self.samples)
    let store = PrometheusStore(way: way)
    let question = StoreQuestion(namespaces: ["default"], window: 60, refresh: 5)
    let first = try await store.read(question)
    #expect(first.series.map(\.rate) == [5])
    #expect(first.window == 60)
    #expect(first.scrapeInterval == 15)
    #expect(first.lag == 0)
    let before = way.questions.count
    _ = try await store.read(question)
    #expect(way.questions.count == before + 3)
    #expect(way.questions.allSatisfy { $0.form["timeout"] == "15s" })
    #expect(await store.place == "monitoring/prometheus:9090")
  }

  @Test func ratesNeedFourLooks() async throws {
    let reading = try await Self.read(ScriptedPrometheus(Self.samples, interval: 30), window: 60)
    #expect(reading.window == 120)
    #expect(reading.recent == 120)
  }

  @Test func recentRatesAreOverFourLooks() async throws {
    let reading = try await Self.read(ScriptedPrometheus(Self.samples, interval: 2), window: 300, refresh: 5)
    #expect(reading.window == 300)
    #expect(reading.recent == 8)
  }

  @Test func aYoungStoreCoversLess() async throws {
    let reading = try await Self.read(ScriptedPrometheus(Self.samples, interval: 5, age: 100), window: 3_600)
    #expect(abs(reading.window - 100) < 1)
  }

  @Test func withoutAnySeriesNothingElseIsAsked() async throws {
    let way = ScriptedPrometheus([])
    let reading = try await Self.read(way)
    #expect(reading.hasIstioMetrics == false)
    #expect(reading.series.isEmpty)
    #expect(way.questions.count == 1)
  }

  @Test func afterOneLookThereAreNoRatesYet() async throws {
    let reading = try await Self.read(ScriptedPrometheus(Self.samples, interval: 15, age: 1))
    #expect(reading.window == 0)
    #expect(reading.hasIstioMetrics == true)
  }

  @Test func missingDurationsAreAWarning() async throws {
    let failure = KubernetesError(
      .invalid("execution: query processing would load too many samples", causes: []), request: Self.summary)
    let way = ScriptedPrometheus(Self.samples, overrides: ["\"bucket\"": .failure(failure)])
    let reading = try await Self.read(way)
    #expect(reading.series.map(\.rate) == [5])
    #expect(reading.series.first?.histogram == nil)
    #expect(
      reading.warnings == [
        "Durations of requests are missing: execution: query processing would load too many samples. Shorten --window, or "
          + "name namespaces with -n"
      ])
  }

  @Test func warningsOfTheStoreAreToldOnce() async throws {
    let way = ScriptedPrometheus(
      Self.samples,
      overrides: [
        "\"window\"": .success(
          #"{"status":"success","warnings":["w","w"],"data":{"resultType":"vector","result":[]}}"#)
      ])
    #expect(try await Self.read(way).warnings == ["w"])
  }

  @Test func thePastComesInEvenSteps() async throws {
    let way = ScriptedPrometheus(Self.samples)
    let reading = try await Self.read(way, wantsPast: true)
    #expect(reading.pastStep == 60)
    #expect(reading.past.map(\.age) == (1...30).reversed().map { Double($0) * 60 })
    #expect(reading.past.allSatisfy { $0.series.map(\.rate) == [5] })
  }

  @Test func aPastThatIsRefusedDoesNotMatter() async throws {
    let way = ScriptedPrometheus(
      Self.samples, overrides: ["[60s])), \"vigla_part\", \"received\"": .success("<html>")])
    let reading = try await Self.read(way, window: 300, wantsPast: true)
    #expect(reading.series.map(\.rate) == [5])
    #expect(reading.past.isEmpty)
  }

  @Test func afterAFailureTheCadenceIsAskedAgain() async throws {
    let failure = KubernetesError(.unreachable("connection refused"), request: Self.summary)
    let way = ScriptedPrometheus(Self.samples, overrides: ["\"window\"": .failure(failure)])
    let store = PrometheusStore(way: way)
    for _ in 0..<2 {
      await #expect(throws: PollFailure(reason: "connection refused", isUnresponsive: true)) {
        try await store.read(StoreQuestion(namespaces: nil, window: 60, refresh: 5))
      }
    }
    #expect(way.questions.count { $0.query.hasPrefix("topk") } == 2)
  }
}
