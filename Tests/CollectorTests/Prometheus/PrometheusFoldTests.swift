import MeshModel
import Testing
import TrafficConfig

@testable import Collector

/// The two sources tell the same of the same requests.
@Suite struct PrometheusFoldTests {
  private static let samples: [Sample] = {
    var both = Sample(value: 300, durations: [3: 200, 40: 80, 700: 20])
    var samples = [both]
    both.reporter = "destination"
    both.durations = [2: 200, 30: 80, 600: 20]
    samples.append(both)
    samples.append(Sample(reporter: "destination", code: "503", flags: "UF", value: 12, durations: [1: 12]))
    // Only the caller knows of those that reached nobody.
    samples.append(
      Sample(
        destination: "unknown", destinationNamespace: "unknown", serviceNamespace: "default", code: "503",
        flags: "UO", value: 30, durations: [0.2: 30]))
    samples.append(
      Sample(destination: "ratings-v1", service: "ratings", requestProtocol: "grpc", grpcStatus: "14", value: 40))
    samples.append(
      Sample(
        reporter: "destination", source: "unknown", destination: "mongo-v1", service: "mongo",
        requestProtocol: "tcp", metric: "tcp_sent_bytes_total", value: 9_000))
    samples.append(
      Sample(
        reporter: "destination", source: "unknown", destination: "mongo-v1", service: "mongo",
        requestProtocol: "tcp", metric: "tcp_received_bytes_total", value: 600))
    samples.append(Sample(destination: "idle-v1", service: "idle", value: 0))
    return samples
  }()

  private static func stored(_ samples: [Sample], options: CollectorOptions) -> MeshSnapshot {
    var ledger = MeshLedger(storeName: "Prometheus")
    let reading = StoreReading(window: 10, recent: 10, series: PrometheusPages.series(samples, seconds: 10))
    ledger.record(.success(reading), place: "here", start: 1_010, end: 1_010, interval: 5)
    var histories = HistoryBook()
    let builder = SnapshotBuilder(
      inventory: MeshInventory(),
      facts: MeshFacts(configuration: MeshConfiguration(), homeClusters: ledger.homeClusters),
      options: options, pace: PollPace(refresh: 5))
    return builder.build(&ledger, histories: &histories, now: 1_010, isPoll: true)
  }

  @Test(arguments: GraphType.allCases, [true, false]) func sameGraph(_ type: GraphType, _ showsIdle: Bool) {
    let options = CollectorOptions(graphType: type, includeIdle: showsIdle)
    let polled = Mesh.after(Self.samples, options: options)
    let stored = Self.stored(Self.samples, options: options)
    #expect(stored.nodes.map(\.id) == polled.nodes.map(\.id))
    #expect(stored.edges.map(\.id) == polled.edges.map(\.id))
    #expect(!stored.edges.isEmpty)
    for (mine, theirs) in zip(stored.edges, polled.edges) {
      #expect(near(mine.rate, theirs.rate) && near(mine.errorRate, theirs.errorRate), "\(mine.id)")
      #expect(mine.health == theirs.health)
      #expect(mine.mtlsPercent == theirs.mtlsPercent)
      #expect(mine.responses.keys.sorted() == theirs.responses.keys.sorted())
      #expect(near(mine.latency?.p50 ?? 0, theirs.latency?.p50 ?? 0))
      #expect(near(mine.latency?.p95 ?? 0, theirs.latency?.p95 ?? 0))
      #expect(near(mine.latency?.p99 ?? 0, theirs.latency?.p99 ?? 0))
      #expect(near(mine.latency?.average ?? 0, theirs.latency?.average ?? 0))
    }
    #expect(stored.windowSeconds == 10)
    #expect(stored.sourceWords == "Prometheus")
  }

  @Test func partsOfASeriesComeTogether() throws {
    let series = PrometheusPages.series([Sample(value: 50, durations: [3: 50])], seconds: 10)
    let only = try #require(series.first)
    #expect(series.count == 1)
    #expect(only.rate == 5 && only.recentRate == 5 && !only.isTCP)
    #expect(only.histogram?.count == 5)
    #expect(only.histogram?.sum == 15)
  }

  @Test func withoutRecentRatesThoseOfTheWindowStand() {
    var fold = PrometheusFold()
    fold.add(
      PrometheusAnswer(series: [
        .init(labels: ["vigla_part": "window", "reporter": "source"], points: [.init(time: 1, value: 4)])
      ]))
    #expect(fold.series(hasRecent: false).map(\.recentRate) == [4])
    #expect(fold.series(hasRecent: true).map(\.recentRate) == [0])
  }

  @Test func unknownPartsAndNegativeRatesCountAsNothing() {
    var fold = PrometheusFold()
    let point = [PrometheusAnswer.Point(time: 1, value: -4)]
    fold.add(
      PrometheusAnswer(series: [
        .init(labels: ["vigla_part": "elsewhere"], points: point), .init(labels: [:], points: point),
        .init(labels: ["vigla_part": "window", "reporter": "source"], points: point),
      ]))
    #expect(fold.series(hasRecent: true).map(\.rate) == [0])
  }
}
