import MeshModel
import Testing

@testable import Collector

/// Sleeping machines, halted ones, and clocks that somebody sets.
@Suite(.timeLimit(.minutes(10))) struct ClockJumpTests {
  private let clock = TestClock(now: 10_000)

  /// An hour of the machine's sleep counts in all clocks: the rate afterwards is neither the hour's growth in some seconds
  /// nor that over an hour, and nothing from before stands for now.
  @Test func anHourOfSleepIsNoWindow() {
    let mesh = Mesh()
    let asleep = 3_600.0
    for (time, value) in [(1_000.0, 100.0), (1_005, 150), (1_010, 200)] { mesh.poll(at: time, [Sample(value: value)]) }
    #expect(mesh.rates(at: 1_010) == [10])
    // On waking there is nothing to show: what is known is an hour old, and says so.
    let awake = mesh.snapshot(at: 1_010 + asleep)
    #expect(awake.edges.isEmpty)
    #expect(awake.proxies.map(\.age) == [asleep])
    mesh.poll(at: 1_011 + asleep, [Sample(value: 200 + asleep * 10)])
    #expect(mesh.rates(at: 1_011 + asleep).isEmpty)
    mesh.poll(at: 1_016 + asleep, [Sample(value: 250 + asleep * 10)])
    #expect(mesh.rates(at: 1_016 + asleep) == [10])
  }

  /// A halted machine, whose clocks stood still, and a clock that was set: what lies between two polls is not known.
  @Test(arguments: [3_600.0, -3_600]) func aJumpBeginsAnew(by seconds: Double) async throws {
    let source = ScriptedSource(clock: clock)
    source.set("a", .page { time in Sample(destination: "b-v1", service: "s", value: time * 10).text })
    let collector = MeshCollector(source: source, clock: clock)
    var updates = await collector.updates().makeAsyncIterator()
    source.emit(["a"])
    _ = try await MeshCollectorTests.next(&updates) { $0.proxies.first?.state == .answering }
    await clock.walk(to: 10_001)
    _ = try await MeshCollectorTests.next(&updates) { near($0.edges.first?.rate, 10) }
    clock.setSystem(ahead: seconds)
    await clock.walk(to: 10_002, 10_006)
    let anew = 10_006 + seconds
    let first = try await MeshCollectorTests.next(&updates) {
      $0.timestamp == anew && $0.proxies[0].state == .answering
    }
    #expect(first.edges.isEmpty && first.proxies[0].age == 0)
    #expect(first.notices.contains { $0.code == "clock-jumped" && $0.text.contains("60 min") })
    await clock.walk(to: anew + 1)
    let second = try await MeshCollectorTests.next(&updates) { !$0.edges.isEmpty }
    #expect(second.timestamp == anew + 1)
    #expect(second.edges.allSatisfy { near($0.rate, 10) })
    await collector.stop()
  }

  @Test func theSystemsClockIsFollowedAndElseCarriedOn() {
    let clock = SystemCollectorClock()
    #expect(clock.drift.magnitude < 5)
    let before = clock.now
    clock.followSystem()
    #expect((clock.now - before).magnitude < 5)
  }
}
