import MeshModel
import Synchronization
import Testing

@testable import DemoMesh

@Suite("Load at the gateway", .timeLimit(.minutes(2)))
struct LoadTests {
  private static func entry(_ path: String, share: Double = 1) -> EntryLoad {
    EntryLoad(host: "h", path: path, share: share, service: ServiceID(namespace: "n", name: "s"), port: 80)
  }

  private struct Refused: Error {}

  /// Runs until so many were sent, on a clock that leaps.
  private static func paths(
    _ count: Int, rate: Double, pacing: LoadPacing, entries: [EntryLoad]
  ) async -> (paths: [String], seconds: Double, summary: LoadSummary) {
    let clock = HandClock(leaps: true)
    let log = Log<(String, Duration)>()
    let load = EntryLoadGenerator(entries: entries, rate: rate, pacing: pacing, limit: .max, seed: 7, clock: clock) {
      log.add(($0.path, clock.now.time))
      return 200
    }
    let running = Task { await load.run() }
    await log.wait(for: count)
    running.cancel()
    await running.value
    let sent = log.values.prefix(count)
    return (sent.map(\.0), (sent.last?.1 ?? .zero) / .seconds(1), load.summary)
  }

  @Test("Requests come at the rate, whatever the pacing", arguments: [LoadPacing.poisson, .even(jitter: 0.5)])
  func rate(pacing: LoadPacing) async {
    let run = await Self.paths(4000, rate: 200, pacing: pacing, entries: [Self.entry("/")])
    // Twenty seconds on average; a standard deviation of Poisson's is 0.3.
    #expect((18.0...22.0).contains(run.seconds))
    #expect(run.summary.answered[200] ?? 0 >= 4000)
    #expect(run.summary.failed == 0)
  }

  @Test("Kinds of requests come by their shares")
  func shares() async {
    let run = await Self.paths(
      3000, rate: 100, pacing: .poisson, entries: [Self.entry("/a", share: 9), Self.entry("/b", share: 1)])
    #expect((230...370).contains(run.paths.count { $0 == "/b" }))
  }

  @Test("The schedule does not wait for responses; beyond the limit requests are counted and not sent")
  func openLoop() async {
    let clock = HandClock(leaps: true)
    let log = Log<Void>()
    let load = EntryLoadGenerator(entries: [Self.entry("/")], rate: 50, limit: 30, seed: 1, clock: clock) { _ in
      log.add(())
      try await sleepForEver()
      return 200
    }
    let running = Task { await load.run() }
    await log.wait(for: 30)
    while load.summary.overflow < 100 { await Task.yield() }
    #expect(load.summary.outstanding == 30)
    running.cancel()
    await running.value
    let summary = load.summary
    #expect(summary.sent == 30)
    #expect(summary.outstanding == 0)
    #expect(summary.failed == 0)
    #expect(summary.answered.isEmpty)
  }

  @Test("A rate of 0 pauses, a new rate counts at once, and a sleeping computer is not made up for")
  func changes() async {
    let clock = HandClock()
    let log = Log<Void>()
    let load = EntryLoadGenerator(
      entries: [Self.entry("/")], rate: 0, pacing: .even(jitter: 0), limit: .max, seed: 1, clock: clock
    ) { _ in
      log.add(())
      return 200
    }
    let running = Task { await load.run() }
    await clock.sleepers { $0 == 1 }
    await load.setRate(0.001)
    await clock.sleepers { $0 == 1 }
    await load.setRate(10)
    await clock.sleepers { $0 == 1 }
    clock.advance(by: .milliseconds(100))
    await log.wait(for: 1)
    await clock.sleepers { $0 == 1 }
    #expect(load.summary.sent == 1)
    clock.advance(by: .seconds(600))
    await clock.sleepers { $0 == 1 }
    #expect((2...13).contains(load.summary.sent))
    running.cancel()
    await running.value
  }

  @Test("Responses by status, failures and latencies are told apart")
  func outcomes() async {
    let count = Atomic<Int>(0)
    let clock = HandClock(leaps: true)
    let burst = ClosedBurst(
      entries: [Self.entry("/")], clients: 1, extent: .requests(100), seed: 1, clock: clock
    ) { _ in
      let number = count.wrappingAdd(1, ordering: .relaxed).oldValue
      try await clock.sleep(for: .milliseconds(number < 90 ? 10 : 1000))
      if number % 10 == 9 { throw Refused() }
      return number % 2 == 0 ? 200 : 503
    }
    let summary = await burst.run()
    #expect(summary.sent == 100)
    #expect(summary.answered == [200: 50, 503: 40])
    #expect(summary.failed == 10)
    #expect(summary.succeeded == 50)
    #expect(summary.latency.count == 90)
    #expect(abs(summary.latency.median - 0.01) < 0.0005)
    #expect(abs(summary.latency.p99 - 1) < 0.05)
    #expect(summary.latency.largest == 1)
  }

  @Test("A burst keeps exactly its clients busy")
  func clients() async {
    let inside = Atomic<Int>(0)
    let most = Mutex(0)
    let arrived = Log<Void>()
    let burst = ClosedBurst(entries: [Self.entry("/")], clients: 20, extent: .requests(500), seed: 1) { _ in
      let now = inside.wrappingAdd(1, ordering: .relaxed).newValue
      defer { inside.wrappingSubtract(1, ordering: .relaxed) }
      most.withLock { $0 = max($0, now) }
      arrived.add(())
      await arrived.wait(for: 20)
      return 200
    }
    let summary = await burst.run()
    #expect(summary.answered == [200: 500])
    #expect(most.withLock { $0 } == 20)
  }

  @Test(
    "A burst ends with its time, and one without an end with its task; a gateway that is gone is not asked in a loop")
  func extents() async {
    let clock = HandClock(leaps: true)
    let timed = ClosedBurst(
      entries: [Self.entry("/")], clients: 1, extent: .duration(.seconds(2)), seed: 1, clock: clock
    ) { _ in
      try await clock.sleep(for: .milliseconds(100))
      return 200
    }
    #expect(await timed.run().sent == 20)

    let hand = HandClock()
    let endless = ClosedBurst(entries: [Self.entry("/")], clients: 3, extent: .unlimited, seed: 1, clock: hand) { _ in
      throw Refused()
    }
    let running = Task { await endless.run() }
    await hand.sleepers { $0 == 3 }
    #expect(endless.summary.failed == 3)
    running.cancel()
    #expect(await running.value.sent == 3)
  }

  @Test("Requests go to the gateways in turn, with the entry's host, path and headers")
  func gateways() async throws {
    let log = Log<(pod: Int, request: APIRequest)>()
    var addresses = PodAddresses()
    var servers: [LoopbackServer] = []
    for pod in 0..<2 {
      servers.append(
        try await LoopbackServer.start(host: addresses.take()) { request in
          log.add((pod, request))
          return .text("", status: 201)
        })
    }
    let client = GatewayClient(connections: 4)
    var entry = Self.entry("/page?x=1")
    entry.headers = ["end-user": "jason"]
    await #expect(throws: GatewayClient.NoGateway.self) { try await client.send(entry) }
    client.setAddresses(servers.map { "\($0.host):\($0.port)" })
    for _ in 0..<4 { #expect(try await client.send(entry) == 201) }
    #expect(Set(log.values.map(\.pod)) == [0, 1])
    #expect(log.values.count { $0.pod == 0 } == 2)
    let request = try #require(log.values.first?.request)
    #expect(request.headers["host"] == ["h"])
    #expect(request.headers["end-user"] == ["jason"])
    #expect(request.rawPath == "/page")
    #expect(request.rawQuery == "x=1")
    for server in servers { await server.stop() }
    await #expect(throws: (any Error).self) { try await client.send(entry) }
    await client.shutdown()
  }
}
