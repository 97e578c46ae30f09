import Synchronization
import Testing

@testable import DemoMesh

@Suite("Work of an application")
struct AppWorkTests {
  private typealias Answer = LoopbackClient.Answer<[UInt8]>
  private static let ok = Answer(status: 200, headers: [:], body: [])

  private static func call(
    _ host: String, timeout: Double? = nil, attempts: Int = 1, isRequired: Bool = false, probability: Double = 1
  ) -> CallSpec {
    CallSpec(
      host: host, port: 80, probability: probability, timeout: timeout, attempts: attempts, isRequired: isRequired)
  }

  private static func work(
    _ behaviour: WorkloadBehaviour, slowdown: Double = 1, clock: HandClock,
    send: @escaping @Sendable (CallSpec) async throws -> LoopbackClient.Answer<[UInt8]>
  ) -> AppWork {
    AppWork(
      behaviour: behaviour, stages: behaviour.stages, slowdown: slowdown, clock: ElapsedClock(clock),
      random: AppRandom(seed: 1), send: send)
  }

  private static func behaviour(_ stages: [[CallSpec]], errorRate: Double = 0) -> WorkloadBehaviour {
    WorkloadBehaviour(
      serviceTime: .milliseconds(20, spread: 0), stages: stages.map { CallStage($0) }, errorRate: errorRate,
      errorStatus: 503)
  }

  @Test("Half of the time passes before the first stage, the rest in even parts after each")
  func stages() async throws {
    let clock = HandClock(leaps: true)
    let log = Log<String>()
    let start = clock.now
    let work = Self.work(
      Self.behaviour([[Self.call("a"), Self.call("b")], [Self.call("c")]]), slowdown: 2, clock: clock
    ) { call in
      log.add("\(call.host) \(Int((clock.now.time - start.time) / .milliseconds(1)))")
      return Self.ok
    }
    let outcome = try await work.run()
    #expect(outcome.status == 200)
    #expect(outcome.results.map(\.call.host) == ["a", "b", "c"])
    #expect(log.values.prefix(2).sorted() == ["a 20", "b 20"])
    #expect(log.values.last == "c 30")
    #expect(clock.now.time == .milliseconds(40))
  }

  @Test("The calls of a stage run at the same time")
  func parallel() async throws {
    let inside = Log<String>()
    let work = Self.work(
      Self.behaviour([[Self.call("a"), Self.call("b"), Self.call("c")]]), clock: HandClock(leaps: true)
    ) { call in
      inside.add(call.host)
      // Nobody gets on before all are here.
      await inside.wait(for: 3)
      return Self.ok
    }
    #expect(try await work.run().results.count == 3)
  }

  @Test("A required call that fails ends the work with 500; others do not", arguments: [true, false])
  func required(isRequired: Bool) async throws {
    let log = Log<String>()
    let work = Self.work(
      Self.behaviour([[Self.call("a", isRequired: isRequired)], [Self.call("b")]]), clock: HandClock(leaps: true)
    ) { call in
      log.add(call.host)
      return Answer(status: call.host == "a" ? 503 : 200, headers: [:], body: [])
    }
    let outcome = try await work.run()
    #expect(outcome.status == (isRequired ? 500 : 200))
    #expect(log.values == (isRequired ? ["a"] : ["a", "b"]))
    #expect(outcome.result(of: "a")?.answer?.status == 503)
  }

  @Test(
    "A call is tried again while it fails, and no longer",
    arguments: [
      ([500, 200, 200], 2), ([503, 503, 503], 3), ([404, 200, 200], 1), ([302, 200, 200], 1), ([0, 0, 200], 3),
    ])
  func attempts(statuses: [Int], expected: Int) async throws {
    let sent = Atomic<Int>(0)
    struct Refused: Error {}
    let work = Self.work(Self.behaviour([[Self.call("a", attempts: 3)]]), clock: HandClock(leaps: true)) { _ in
      let status = statuses[sent.wrappingAdd(1, ordering: .relaxed).oldValue]
      if status == 0 { throw Refused() }
      return Answer(status: status, headers: [:], body: [])
    }
    let outcome = try await work.run()
    #expect(sent.load(ordering: .relaxed) == expected)
    #expect(outcome.results[0].answer?.status == statuses[expected - 1])
    #expect(outcome.results[0].isSuccess == (statuses[expected - 1] < 500))
  }

  @Test("An application gives up a call when its patience ends, once for each attempt")
  func patience() async throws {
    let clock = HandClock()
    let sent = Log<Void>()
    let work = Self.work(Self.behaviour([[Self.call("slow", timeout: 3, attempts: 2)]]), clock: clock) { _ in
      sent.add(())
      try await sleepForEver()
      return Self.ok
    }
    let running = Task { try await work.run() }
    await clock.sleepers { $0 == 1 }
    clock.advance(by: .milliseconds(10))
    for attempt in 1...2 {
      await sent.wait(for: attempt)
      await clock.sleepers { $0 == 1 }
      clock.advance(by: .seconds(3))
    }
    await clock.sleepers { $0 == 1 }
    clock.advance(by: .milliseconds(10))
    let outcome = try await running.value
    #expect(outcome.status == 200)
    #expect(outcome.results.map(\.isSuccess) == [false])
    #expect(outcome.results[0].answer == nil)
    #expect(sent.values.count == 2)
  }

  @Test("The behaviour's own error takes the time and makes no call")
  func errors() async throws {
    let clock = HandClock(leaps: true)
    let work = Self.work(Self.behaviour([[Self.call("a")]], errorRate: 1), clock: clock) { _ in
      Issue.record("a call was made")
      return Self.ok
    }
    #expect(try await work.run().status == 503)
    #expect(clock.now.time == .milliseconds(20))
  }

  @Test("A call is made as often as its probability says")
  func probability() async throws {
    let sent = Atomic<Int>(0)
    let behaviour = Self.behaviour([[Self.call("a", probability: 0.3)]])
    let work = Self.work(behaviour, clock: HandClock(leaps: true)) { _ in
      sent.wrappingAdd(1, ordering: .relaxed)
      return Self.ok
    }
    for _ in 0..<1000 { _ = try await work.run() }
    #expect((250...350).contains(sent.load(ordering: .relaxed)))
  }

  @Test("A client that leaves ends the work and its calls")
  func cancellation() async throws {
    let sent = Log<Void>()
    let ended = Log<Void>()
    let work = Self.work(
      Self.behaviour([[Self.call("a", attempts: 5)]]), clock: HandClock(leaps: true)
    ) { _ in
      sent.add(())
      defer { ended.add(()) }
      try await sleepForEver()
      return Self.ok
    }
    let running = Task { try await work.run() }
    await sent.wait(for: 1)
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
    #expect(ended.values.count == 1)
    #expect(sent.values.count == 1)
  }
}
