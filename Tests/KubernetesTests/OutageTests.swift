import Documents
import Synchronization
import Testing

@testable import Kubernetes

/// Servers that go away for a second or an hour, and machines that sleep.
@Suite(.timeLimit(.minutes(10))) struct OutageTests {
  private typealias Store = ResourceStore<String>

  /// Follows a server in the background and remembers what it tells.
  private final class Follower: Sendable {
    private let states = Mutex<[Store]>([])
    private let stream: AsyncStream<Store>
    private let task: Task<Void, Never>

    init(_ client: KubernetesClient) {
      let reflector = Reflector(
        client: client, kind: .pods, namespace: "a", backoff: Backoff(random: { 0.5 }),
        decode: { $0["metadata"]?["name"]?.string })
      let (stream, continuation) = AsyncStream<Store>.makeStream()
      self.stream = stream
      task = Task {
        await reflector.run { continuation.yield($0) }
        continuation.finish()
      }
    }

    /// The first state that fulfils the condition, with all before it.
    func wait(until condition: (Store) -> Bool) async -> [Store] {
      var seen: [Store] = []
      for await store in stream {
        seen.append(store)
        if condition(store) { break }
      }
      return seen
    }

    func stop() async {
      task.cancel()
      await task.value
    }
  }

  private static func list(_ names: [String], _ version: Int, next: String? = nil) -> TestServer.Reply {
    let items = names.map { #"{"metadata":{"namespace":"a","name":"\#($0)"}}"# }.joined(separator: ",")
    let more = next.map { #","continue":"\#($0)""# } ?? ""
    return .json(#"{"metadata":{"resourceVersion":"\#(version)"\#(more)},"items":[\#(items)]}"#)
  }

  private static var options: ClientOptions {
    var options = ClientOptions()
    options.requestTimeout = .seconds(86_400)
    options.watchIdle = .seconds(86_400)
    return options
  }

  private func client(port: Int, clock: InstantClock) throws -> KubernetesClient {
    try KubernetesClient(
      connection: Wire.plain.connection(port: port), options: Self.options, clock: clock)
  }

  private static func isStale(_ store: Store) -> Bool { if case .stale = store.state { true } else { false } }

  /// What a server says while it is going or coming: each is answered with patience.
  @Test(arguments: [
    TestServer.Reply.noAnswer, .plain("starting", status: 503), .plain("", status: 500),
    .status(401, reason: "Unauthorized", message: "no"),
  ])
  func anHourWithoutAnAnswerCostsFewRequestsAndNoObject(_ bad: TestServer.Reply) async throws {
    let clock = InstantClock(endless: .seconds(3_600))
    let count = Mutex(0)
    try await TestServer.run({ request, number in
      if number == 0 { return Self.list(["p"], 5) }
      if clock.sleeps.reduce(.zero, +) < .seconds(3_600) {
        count.withLock { $0 += 1 }
        return bad
      }
      // It may list anew, or go on watching from where it was.
      let news = TestServer.Reply.stream(.text(WatchTests.line("ADDED", "q", 9)), .hold)
      return request.query["watch"] == nil ? Self.list(["p", "q"], 9) : news
    }) { server in
      let client = try self.client(port: server.port, clock: clock)
      let follower = Follower(client)
      let states = await follower.wait { $0.resourceVersion == "9" }
      await follower.stop()
      await client.shutdown()
      #expect(states.allSatisfy { $0.objects.count >= 1 })
      #expect(states.contains(where: Self.isStale))
      #expect(states.last?.sorted == ["p", "q"])
      // Half a minute between two tries at the end, three requests at most for one.
      let requests = count.withLock { $0 }
      #expect((100...400).contains(requests), "\(requests)")
    }
  }

  /// Streams that begin well and end at once must not be opened in a loop either.
  @Test func streamsThatEndAtOnceAreOpenedWithPauses() async throws {
    let clock = InstantClock(endless: .seconds(3_600))
    let version = Mutex(5)
    try await TestServer.run({ request, _ in
      guard request.query["watch"] != nil else { return Self.list(["p"], 5) }
      let next = version.withLock { version in
        version += 1
        return version
      }
      return .stream(.text(WatchTests.line("ADDED", "p", next)))
    }) { server in
      let client = try self.client(port: server.port, clock: clock)
      let follower = Follower(client)
      _ = await follower.wait { $0.resourceVersion == "55" }
      await follower.stop()
      await client.shutdown()
      #expect(clock.sleeps.count >= 49)
      let shortest = clock.sleeps.min() ?? .zero
      #expect(shortest >= .milliseconds(390))
      #expect(server.requests.count { $0.query["watch"] == nil } == 1)
    }
  }

  enum Moment: CaseIterable { case list, watch, idle }

  /// A server that never ends what it has begun.
  private static func reply(
    _ request: TestServer.Request, _ moment: Moment, _ arrived: TestServer.Gate
  ) -> TestServer.Reply {
    if request.query["watch"] != nil {
      arrived.open()
      let half = WatchTests.line("ADDED", "q", 6) + #"{"type":"ADDED","obj"#
      return moment == .watch ? .stream(.text(half), .hold) : .stream(.hold)
    }
    if request.query["continue"] != nil {
      arrived.open()
      return .stream(.text("{"), .hold)
    }
    return list(["p"], 5, next: moment == .list ? "t" : nil)
  }

  /// The server is restarted on the same port, in the middle of something.
  @Test(arguments: Moment.allCases) func aRestartLosesNothing(_ moment: Moment) async throws {
    let clock = InstantClock(endless: .seconds(3_600))
    let arrived = TestServer.Gate()
    let handler: @Sendable (TestServer.Request, Int) async -> TestServer.Reply = { request, _ in
      Self.reply(request, moment, arrived)
    }
    let (port, client, follower) = try await TestServer.run(handler) { server -> (Int, KubernetesClient, Follower) in
      let client = try self.client(port: server.port, clock: clock)
      let follower = Follower(client)
      await arrived.wait()
      if moment != .list {
        let states = await follower.wait { $0.resourceVersion == (moment == .watch ? "6" : "5") }
        #expect(states.last?.state == .current)
      }
      return (server.port, client, follower)
    }
    // It is gone: the objects stay, and are said to be old.
    let stale = await follower.wait(until: Self.isStale)
    if moment == .watch { #expect(stale.last?.sorted == ["p", "q"]) }
    if moment == .idle { #expect(stale.last?.sorted == ["p"]) }
    try await TestServer.run(
      port: port,
      { request, _ in
        request.query["watch"] == nil ? Self.list(["p", "q", "r"], 50) : .stream(.hold)
      }
    ) { _ in
      let states = await follower.wait { $0.resourceVersion == "50" }
      #expect(states.last?.sorted == ["p", "q", "r"])
      #expect(states.last?.state == .current)
      await follower.stop()
      await client.shutdown()
    }
  }

  // MARK: - Sleep

  @Test func aGapOfEitherClockIsNoticedOnce() {
    var detector = WakeWatch.Detector()
    let looks: [(running: Int, wall: Int, isGap: Bool)] = [
      (100, 1_000, false), (105, 1_005, false),
      // Busy, but awake.
      (118, 1_018, false),
      (3_718, 4_618, true), (3_723, 4_623, false),
      // A virtual machine that was frozen.
      (3_728, 9_000, true),
      // A clock that is set back is no sleep.
      (3_733, 1_000, false),
    ]
    for look in looks {
      let isGap = detector.look(running: .seconds(look.running), wall: .seconds(look.wall))
      #expect(isGap == look.isGap, "\(look)")
    }
  }

  @Test func streamsEndWhenTheMachineWakes() async throws {
    let wakeWatch = WakeWatch()
    var race = TransferRace(
      limits: TransferLimits(total: nil, idle: .seconds(86_400), maxBytes: nil), clock: ContinuousClock())
    race.wakeWatch = wakeWatch
    let started = TestServer.Gate()
    let stream = Task { [race] in
      try await race.run { _ in
        started.open()
        try await Task.sleep(for: .seconds(86_400))
      }
    }
    await started.wait()
    let waking = Task {
      // Until the stream listens as well.
      var hour = 0
      while !Task.isCancelled {
        hour += 1
        wakeWatch.look(running: .seconds(hour * 3_600), wall: .seconds(hour * 3_600))
        await Task.yield()
      }
    }
    let error = await #expect(throws: TransferRace.Expiry.self) { try await stream.value }
    waking.cancel()
    #expect(error == .asleep)
    let summary = RequestSummary(verb: "watch", resource: "pods", server: "s")
    #expect(
      HTTPTransport.translated(TransferRace.Expiry.asleep, limits: race.limits, summary: summary).reason == .truncated)
  }

  /// Lets an hour pass, once, when the client and a request of it listen.
  private static func wake(_ wakeWatch: WakeWatch) async {
    while wakeWatch.listeners < 2 { await Task.yield() }
    // Whatever the true clocks say in between, there is one gap.
    wakeWatch.look(running: .zero, wall: .zero)
    wakeWatch.look(running: .seconds(3_600), wall: .seconds(3_600))
  }

  /// After a sleep the connections of before are dead without a sign: what is asked on one hangs. Nothing waits for its
  /// patience: what is under way is asked again on a new connection, and what comes later never sees the old ones.
  @Test func connectionsFromBeforeASleepAreLeft() async throws {
    let wakeWatch = WakeWatch()
    let isAsleep = Mutex(true)
    let hanging = TestServer.Gate()
    try await TestServer.run({ _, number in
      if number == 0 { return .json(#"{"kind":"Pod","metadata":{"name":"first"}}"#) }
      // The second request comes on the first one's connection.
      guard isAsleep.withLock({ $0 }) else { return .json(#"{"kind":"Pod","metadata":{"name":"awake"}}"#) }
      hanging.open()
      return .stream(.hold)
    }) { server in
      let client = try KubernetesClient(
        connection: Wire.plain.connection(port: server.port), options: Self.options, wakeWatch: wakeWatch)
      _ = try await client.get(.pods, namespace: "a", name: "b")
      let stuck = Task { try await client.get(.pods, namespace: "a", name: "b") }
      await hanging.wait()
      isAsleep.withLock { $0 = false }
      await Self.wake(wakeWatch)
      let answer = try await stuck.value
      #expect(answer["metadata"]?["name"]?.string == "awake")
      await client.shutdown()
    }
  }

  /// A write whose fate is not known is told so, not repeated.
  @Test func aWriteUnderWayDuringASleepIsNotRepeated() async throws {
    let wakeWatch = WakeWatch()
    let hanging = TestServer.Gate()
    try await TestServer.run({ _, _ in
      hanging.open()
      return .stream(.hold)
    }) { server in
      let client = try KubernetesClient(
        connection: Wire.plain.connection(port: server.port), options: Self.options, wakeWatch: wakeWatch)
      let stuck = Task {
        await failure { () throws(KubernetesError) in
          try await client.delete(.pods, namespace: "a", name: "b")
        }
      }
      await hanging.wait()
      await Self.wake(wakeWatch)
      let error = await stuck.value
      #expect(error?.reason == .truncated && error?.leavesOutcomeUnknown == true)
      #expect(server.requests.count == 1)
      await client.shutdown()
    }
  }

  // MARK: - Rates

  @Test func turnsComeBackAtTheRate() {
    let time = TestTime()
    let limiter = RateLimiter(perSecond: 50, burst: 3, now: { time.now })
    func turns(_ count: Int) -> [Duration] { (0..<count).map { _ in limiter.take() } }
    let first = turns(6)
    #expect(first == [0, 0, 0, 20, 40, 60].map { .milliseconds($0) })
    time.advance(.seconds(1))
    // Not more than the burst, however long nobody asked.
    let later = turns(4)
    #expect(later == [0, 0, 0, 20].map { .milliseconds($0) })
    time.advance(.seconds(1))
    limiter.pause(for: .seconds(2))
    limiter.pause(for: .seconds(5))
    #expect(limiter.take() == .seconds(5))
    time.advance(.seconds(5))
    #expect(limiter.take() == .zero)
  }

  @Test func requestsKeepToTheRateButPollsDoNot() async throws {
    var options = Self.options
    (options.requestsPerSecond, options.burst) = (0.001, 2)
    let clock = InstantClock(endless: .seconds(80_000))
    try await TestServer.run({ _, _ in .json("{}") }) { server in
      try await server.client(options: options, clock: clock) { client in
        for _ in 0..<4 {
          _ = try await client.podProxy(namespace: "a", pod: "p", port: 1, path: "/", deadline: .seconds(86_400))
        }
        #expect(clock.sleeps.isEmpty)
        for _ in 0..<4 { _ = try await client.get(.pods, namespace: "a", name: "p") }
        #expect(clock.sleeps.count == 2)
      }
    }
  }
}
