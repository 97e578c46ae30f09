import Testing

@testable import Collector

/// A round and a pace whose changes may stand within an expectation.
private final class Rounds {
  var round = PollRound()

  func begin(at time: Double, prompt: [String], slow: [String]) { round.begin(at: time, prompt: prompt, slow: slow) }
  func next(_ limit: Int) -> String? { round.next(limit: limit)?.id }
  func finish(_ id: String, _ seconds: Double?, _ bytes: Int = 0) -> Bool {
    round.finish(id, seconds: seconds, bytes: bytes)
  }
}

@Suite struct PaceTests {
  @Test func twoQuickPollsThenAnEvenPace() {
    var pace = PollPace(refresh: 5)
    var tick = 100.0
    var ticks: [Double] = []
    for _ in 0..<4 {
      tick = pace.next(after: tick, now: tick + 0.3)
      ticks.append(tick)
    }
    #expect(ticks == [101, 106, 111, 116])
  }

  @Test func lateTicksAreLeftOut() {
    var pace = PollPace(refresh: 5)
    _ = pace.next(after: 0, now: 0)
    #expect(pace.next(after: 1, now: 13) == 16)
    #expect(pace.next(after: 16, now: 21) == 21)
  }

  @Test func aTickThatIsALittleLateIsTakenAtOnce() {
    var pace = PollPace(refresh: 5)
    // The second of the two quick polls, whose wait ends when it is due.
    #expect(pace.next(after: 100, now: 101.0003) == 101)
    #expect(pace.next(after: 101, now: 106.5) == 106)
    #expect(pace.next(after: 106, now: 112.5) == 116)
  }

  @Test func theIntervalStretchesAndRecovers() {
    var pace = PollPace(refresh: 5)
    pace.learn(seconds: 3.9, bytes: 0)
    #expect(!pace.isStretched)
    pace.learn(seconds: 7.2, bytes: 0)
    #expect(pace.interval == 9)
    #expect(pace.isStretched)
    pace.learn(seconds: 1, bytes: 640_000_000)
    #expect(pace.interval == 20)
    pace.learn(seconds: 1, bytes: 1_000)
    #expect(pace.interval == 5)
  }

  @Test func theProcessorIsNotTakenWholly() {
    var pace = PollPace(refresh: 5)
    pace.learn(seconds: 1, bytes: 0, processor: 2.4)
    #expect(!pace.isStretched && pace.limit == nil)
    pace.learn(seconds: 1, bytes: 0, processor: 3.1)
    #expect(pace.interval == 7 && pace.limit == .processor)
    pace.learn(seconds: 8, bytes: 0, processor: 3.1)
    #expect(pace.interval == 10 && pace.limit == .answers)
  }

  @Test func aRoundAsksEachOnceWithinItsSlots() {
    let rounds = Rounds()
    rounds.begin(at: 0, prompt: ["a", "b", "c"], slow: ["x", "y"])
    #expect([rounds.next(2), rounds.next(2), rounds.next(2), rounds.next(2)] == ["a", "b", "x", nil])
    #expect(!rounds.round.isAsked)
    #expect(!rounds.finish("a", 0.2, 10))
    #expect(rounds.next(2) == "c")
    #expect(rounds.round.isAsked)
    // A slow one neither ends the round nor takes a prompt one's slot.
    #expect(!rounds.finish("x", 9, 1_000))
    #expect(rounds.next(2) == "y")
    #expect(!rounds.finish("b", nil))
    #expect(rounds.finish("c", 0.4, 20))
    #expect(rounds.round.isDone)
    #expect(rounds.round.seconds == 0.4)
    #expect(rounds.round.bytes == 30)
  }

  @Test func lateOnesAreNotAskedTwiceNorWaitedFor() {
    let rounds = Rounds()
    rounds.begin(at: 0, prompt: ["a", "b"], slow: [])
    #expect([rounds.next(4), rounds.next(4), rounds.next(4)] == ["a", "b", nil])
    #expect(!rounds.finish("b", 0.1))
    #expect(!rounds.round.isDone)
    rounds.begin(at: 5, prompt: ["a", "b"], slow: [])
    #expect([rounds.next(4), rounds.next(4)] == ["b", nil])
    #expect(rounds.finish("b", 0.1))
    #expect(!rounds.finish("a", 9))
    #expect(rounds.round.seconds == 0.1)
  }

  @Test func halfOfTheSlotsStayForTheOthers() {
    let rounds = Rounds()
    let hanging = (0..<20).map { "h\($0)" }
    rounds.begin(at: 0, prompt: hanging, slow: [])
    for id in hanging { #expect(rounds.next(20) == id) }
    rounds.begin(at: 5, prompt: ["a", "b", "c"], slow: [])
    #expect([rounds.next(4), rounds.next(4), rounds.next(4)] == ["a", "b", nil])
  }

  @Test func whoDoesNotAnswerIsAskedLessOften() {
    let mesh = Mesh(["default/a"])
    let failure = PollFailure(reason: "no answer", isUnresponsive: true)
    var waits: [Double] = []
    for attempt in 0..<8 {
      let time = Double(attempt) * 100
      mesh.ledger.fail(failure, of: "default/a", start: time - 2, end: time, interval: 5)
      waits.append((mesh.ledger.records["default/a"]?.retryAt ?? 0) - time)
    }
    #expect(waits == [5, 10, 20, 40, 60, 60, 60, 60])
    mesh.poll("default/a", at: 900, "")
    #expect(mesh.ledger.records["default/a"]?.unanswered == 0)
  }
}
