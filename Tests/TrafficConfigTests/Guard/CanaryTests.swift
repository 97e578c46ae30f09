import Documents
import MeshModel
import Testing

@testable import TrafficConfig

/// The guard's verdicts, step by step.
@Suite struct CanaryTests {
  private typealias Load = CanaryBench.Load

  private static func mesh(_ weights: String = "v1: 100") throws -> MeshConfiguration {
    let routes = weights.split(separator: ",").map { part in
      let pair = part.split(separator: ":").map { $0.filter { $0 != " " } }
      return "{destination: {host: reviews, subset: \(pair[0])}, weight: \(pair[1])}"
    }
    return Fixtures.bookinfo(
      virtualServices: [
        try Fixtures.virtualService("{hosts: [reviews], http: [{route: [\(routes.joined(separator: ", "))]}]}")
      ], destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
  }

  private static func plan(
    steps: [Int] = [10, 50, 100], maxError: Double? = 2, maxP99: Double? = nil, patience: Double? = nil
  ) -> CanaryPlan {
    CanaryPlan(
      service: Fixtures.reviews, version: "v2", steps: steps, interval: 60, minRequests: 50, maxError: maxError,
      maxP99: maxP99, patience: patience)
  }

  private static func bench(_ plan: CanaryPlan = plan(), _ weights: String = "v1: 100") throws -> CanaryBench {
    var bench = try CanaryBench(plan, mesh: try mesh(weights))
    bench.begin()
    return bench
  }

  @Test func aGoodVersionWalksThroughAllSteps() throws {
    var bench = try Self.bench()
    for _ in 0..<3 {
      bench.pass(30, ["v1": Load(rate: 20, percentError: 1), "v2": Load(rate: 5, percentError: 2)])
      #expect(bench.outcome == nil)
      bench.pass(30, ["v1": Load(rate: 20, percentError: 1), "v2": Load(rate: 5, percentError: 2)])
    }
    #expect(bench.outcome == .promoted)
    #expect(bench.writes.map { $0["v2"] } == [10, 50, 100])
    #expect(bench.weights == ["v1": 0, "v2": 100])
    #expect(bench.news.map(\.kind) == [.step, .watching, .step, .watching, .step, .watching, .end])
    #expect(bench.news[0].text == "step 1 of 3: v2 10, v1 90")
    #expect(
      bench.news[1].text == "step 1 of 3, v2 10 %, 30 of 60 s: v2 150 requests, 2 % errors, p99 10 ms; others 600 "
        + "requests, 1 % errors, p99 10 ms")
    bench.send(.abort("late"))
    #expect(bench.outcome == .promoted)
  }

  /// Not at the end of the step, but as soon as there are requests enough to tell.
  @Test func errorsAboveTheOthersPutTheOldWeightsBackAtOnce() throws {
    var bench = try Self.bench(Self.plan(), "v1: 70, v3: 30")
    bench.pass(10, ["v1": Load(rate: 20), "v2": Load(rate: 4, percentError: 50)])
    #expect(bench.outcome == nil)
    bench.pass(5, ["v1": Load(rate: 20), "v2": Load(rate: 4, percentError: 50)])
    guard case .rolledBack(let reason) = bench.outcome else {
      Issue.record("\(String(describing: bench.outcome))")
      return
    }
    #expect(reason == "v2 fails 50 % of 60 requests, the others 0 %: more than 2 points above them.")
    #expect(bench.writes == [["v2": 10, "v1": 63, "v3": 27], ["v2": 0, "v1": 70, "v3": 30]])
    #expect(bench.weights == ["v1": 70, "v2": 0, "v3": 30])
    #expect(bench.news.suffix(2).map(\.kind) == [.rollback, .end])
  }

  @Test func whatTheOthersFailAsWellIsNotTheVersionsFault() throws {
    var bench = try Self.bench()
    bench.pass(60, ["v1": Load(rate: 20, percentError: 30), "v2": Load(rate: 5, percentError: 31)])
    #expect(bench.writes.map { $0["v2"] } == [10, 50])
  }

  /// Requests that nobody answers are no version's, so the pods tell.
  @Test func aVersionWithoutPodsLosesItsRequests() throws {
    var bench = try Self.bench()
    bench.losePods()
    bench.pass(5, ["v1": Load(rate: 20)])
    #expect(bench.outcome == .rolledBack("v2 has no ready pod any more."))
    let refused = Fixtures.bookinfo(
      reviews: [Fixtures.workload("reviews", "v1"), Fixtures.workload("reviews", "v2", ready: 0)])
    #expect(throws: ChangeRefusal.self) { try Canary(Self.plan(), in: refused) }
  }

  /// At 100 % there are no others: what they had last is the measure.
  @Test func theLastStepIsComparedWithWhatTheOthersHad() throws {
    var bench = try Self.bench(Self.plan(steps: [50, 100]))
    bench.pass(60, ["v1": Load(rate: 20, percentError: 30), "v2": Load(rate: 20, percentError: 30)])
    bench.pass(60, ["v1": Load(rate: 0), "v2": Load(rate: 40, percentError: 31)])
    #expect(bench.outcome == .promoted)
  }

  @Test func withoutRequestsNothingIsPromoted() throws {
    var bench = try Self.bench(Self.plan(patience: 180))
    bench.pass(60, ["v1": Load(rate: 20), "v2": Load(rate: 0.5)])
    #expect(bench.news.last?.kind == .hold)
    #expect(bench.news.last?.text.hasSuffix("held: 30 of 50 requests") == true)
    bench.pass(60, ["v1": Load(rate: 20), "v2": Load(rate: 0.5)])
    // Now it has 60.
    #expect(bench.writes.map { $0["v2"] } == [10, 50])
    for _ in 0..<3 { bench.pass(60, ["v1": Load(rate: 20), "v2": Load(rate: 0)]) }
    #expect(bench.outcome == .rolledBack("After 180 s the step is not stood: 0 of 50 requests."))
    #expect(bench.weights == ["v1": 100, "v2": 0])
  }

  /// Requests from before the step do not count, neither for nor against.
  @Test func onlyRequestsOfTheStepCount() throws {
    var bench = try CanaryBench(Self.plan(), mesh: try Self.mesh())
    bench.pass(60, ["v1": Load(rate: 20), "v2": Load(rate: 20, percentError: 100)])
    bench.begin()
    bench.pass(60, ["v1": Load(rate: 20), "v2": Load(rate: 5)])
    #expect(bench.writes.map { $0["v2"] } == [10, 50])
  }

  @Test(arguments: [
    (600.0, 40.0, "rolledBack"), (600, 700, "held"), (400, 40, "promoted"),
  ])
  func slownessCountsAgainstTheOthersInTheSameWindow(p99: Double, others: Double, end: String) throws {
    var bench = try Self.bench(Self.plan(maxP99: 500))
    bench.pass(60, ["v1": Load(rate: 20, p99: others), "v2": Load(rate: 5, p99: p99)])
    switch end {
    case "rolledBack":
      #expect(
        bench.outcome
          == .rolledBack(
            "v2 has a 99th percentile of 600 ms, above 500 ms, the others' is 40 ms."))
    case "held":
      #expect(bench.outcome == nil && bench.news.last?.kind == .hold)
    default: #expect(bench.writes.count == 2)
    }
  }

  /// A window that reaches to before the step tells nothing of its percentile.
  @Test func theWindowMustLieInTheStep() throws {
    var bench = try Self.bench(Self.plan(maxP99: 500))
    bench.pass(30, ["v1": Load(rate: 20), "v2": Load(rate: 5, p99: 900)], window: 60)
    #expect(bench.news.last?.version?.p99 == nil && bench.news.last?.version?.windowP99 == 900)
    #expect(bench.outcome == nil)
    bench.pass(31, ["v1": Load(rate: 20), "v2": Load(rate: 5, p99: 900)], window: 60)
    #expect(bench.outcome != nil)
  }

  @Test func aForeignHandStopsItAndIsNamed() throws {
    var bench = try Self.bench()
    bench.pass(14, ["v1": Load(rate: 20), "v2": Load(rate: 5)])
    try bench.interfere([("v1", 100), ("v2", 0)], manager: "argocd-controller")
    bench.pass(5, ["v1": Load(rate: 20), "v2": Load(rate: 5, percentError: 100)])
    guard case .stopped(let reason) = bench.outcome else {
      Issue.record("\(String(describing: bench.outcome))")
      return
    }
    #expect(
      reason
        == "VirtualService default/reviews: changed by argocd-controller after 14 s: spec.http[0].route[0].weight is "
        + "100, not 90, spec.http[0].route[1].weight is 0, not 10. Argo CD manages it: with self-heal the edit is reverted "
        + "within seconds, without it at the next sync. It holds still after `argocd app set APPLICATION --sync-policy "
        + "none`.")
    #expect(bench.writes.count == 1)
  }

  @Test func pausedItStaysButStillGuards() throws {
    var bench = try Self.bench()
    bench.send(.pause)
    bench.pass(120, ["v1": Load(rate: 20), "v2": Load(rate: 5)])
    #expect(bench.news.last?.kind == .hold && bench.writes.count == 1)
    bench.send(.resume)
    bench.pass(1, ["v1": Load(rate: 20), "v2": Load(rate: 5)])
    #expect(bench.writes.count == 2)
    bench.pass(1, ["v1": Load(rate: 20), "v2": Load(rate: 5)])
    bench.send(.pause)
    bench.send(.promote)
    #expect(bench.writes.count == 3)
    bench.pass(20, ["v1": Load(rate: 20), "v2": Load(rate: 5, percentError: 20)])
    guard case .rolledBack = bench.outcome else {
      Issue.record("\(String(describing: bench.outcome))")
      return
    }
  }

  /// A look that still has the old weights must not pass for their return.
  @Test func whatIsWrittenIsSeenBeforeTheNextWrite() throws {
    let old = try Self.mesh()
    var bench = try Self.bench()
    bench.lag = old
    bench.pass(1, ["v1": Load(rate: 20)])
    bench.send(.abort("Interrupted."))
    bench.pass(1, ["v1": Load(rate: 20)])
    #expect(bench.writes.count == 1 && bench.outcome == nil)
    bench.lag = nil
    bench.pass(1, ["v1": Load(rate: 20)])
    #expect(bench.outcome == .rolledBack("Interrupted.") && bench.weights == ["v1": 100, "v2": 0])
  }

  @Test func abortPutsBackAndLeaveDoesNot() throws {
    var bench = try Self.bench()
    bench.pass(1, [:])
    bench.send(.abort("Interrupted."))
    #expect(bench.outcome == .rolledBack("Interrupted.") && bench.weights == ["v1": 100, "v2": 0])
    bench = try Self.bench()
    bench.send(.leave)
    #expect(bench.outcome == .left && bench.weights == ["v1": 90, "v2": 10])
  }

  @Test func aStaleWriteIsTriedAgainAtTheNextLookAndNotForEver() throws {
    var bench = try CanaryBench(Self.plan(), mesh: try Self.mesh())
    bench.writeFailure = ("It changed.", true)
    bench.begin()
    for _ in 0..<3 { bench.pass(1, [:]) }
    #expect(bench.writes.count == 4 && bench.outcome == nil)
    bench.pass(1, [:])
    #expect(bench.outcome == .failed("It changed."))
    bench = try Self.bench()
    bench.pass(1, [:])
    bench.writeFailure = ("It changed.", true)
    bench.send(.promote)
    bench.writeFailure = nil
    bench.pass(1, [:])
    #expect(bench.writes.map { $0["v2"] } == [10, 50, 50] && bench.weights == ["v1": 50, "v2": 50])
  }

  @Test func aWriteThatIsRefusedEndsItAndSaysHowTheWeightsAre() throws {
    var bench = try Self.bench()
    bench.pass(1, [:])
    bench.writeFailure = ("Not allowed.", false)
    bench.send(.promote)
    guard case .failed(let text) = bench.outcome else {
      Issue.record("\(String(describing: bench.outcome))")
      return
    }
    #expect(text == "The step could not be written: Not allowed. The old weights could not be put back: Not allowed.")
  }

  @Test func withoutWeightsTheVersionGoesBackToNothing() throws {
    let canary = try Canary(Self.plan(steps: [1, 100]), in: Fixtures.bookinfo())
    #expect(canary.old == [.init("v2", 0), .init("v1", 50), .init("v3", 50)])
    #expect(canary.weights(ofStep: 0) == [.init("v2", 1), .init("v1", 50), .init("v3", 49)])
    #expect(canary.notes == ["No weights are set now: what is put back if it fails is v2 0, v1 50, v3 50."])
  }

  @Test func stepsBelowTheWeightOfNowAreLeftOut() throws {
    let canary = try Canary(Self.plan(), in: try Self.mesh("v1: 70, v2: 30"))
    #expect(canary.steps == [50, 100])
    #expect(throws: ChangeRefusal.self) { try Canary(Self.plan(steps: [5]), in: try Self.mesh("v1: 70, v2: 30")) }
    #expect(throws: ChangeRefusal.self) { try Canary(Self.plan(), in: try Self.mesh("v2: 100")) }
  }

  @Test(arguments: [[], [0, 5], [5, 5], [50, 10], [5, 101]])
  func stepsThatMakeNoSenseAreRefused(steps: [Int]) {
    #expect(throws: ChangeRefusal.self) { try Canary(Self.plan(steps: steps), in: try Self.mesh()) }
  }

  // MARK: One shift that is watched

  private static func guarded(_ weights: [(String, Int)], _ from: String = "v1: 80, v2: 20") throws -> CanaryBench {
    let shift = ShiftRequest(service: Fixtures.reviews, weights: weights.map { .init($0, $1) })
    var bench = try CanaryBench(
      guarding: shift, by: CanaryPlan(service: Fixtures.reviews, version: "", interval: 60), mesh: try mesh(from))
    bench.begin()
    return bench
  }

  @Test func aWatchedShiftThatStandsIsLeftAlone() throws {
    var bench = try Self.guarded([("v1", 20), ("v2", 70), ("v3", 10)])
    #expect(bench.canary.plan.version == "v2")
    for _ in 0..<2 { bench.pass(30, ["v1": Load(rate: 4), "v2": Load(rate: 14), "v3": Load(rate: 2)]) }
    #expect(bench.outcome == .promoted)
    #expect(bench.writes == [["v1": 20, "v2": 70, "v3": 10]])
    #expect(bench.titles == ["Canary v2 of reviews.default: watched shift"])
  }

  @Test func aWatchedShiftThatFailsIsPutBack() throws {
    var bench = try Self.guarded([("v1", 0), ("v2", 100)])
    bench.pass(10, ["v1": Load(rate: 0), "v2": Load(rate: 20, percentError: 10)])
    #expect(bench.weights == ["v1": 80, "v2": 20])
    #expect(bench.titles.last == "Canary v2 of reviews.default: old weights back")
    guard case .rolledBack = bench.outcome else {
      Issue.record("\(String(describing: bench.outcome))")
      return
    }
  }

  @Test func aShiftInWhichNobodyGainsCannotBeWatched() throws {
    let mesh = try Self.mesh("v1: 80, v2: 20")
    let same = ShiftRequest(service: Fixtures.reviews, weights: [.init("v1", 80), .init("v2", 20)])
    #expect(throws: ChangeRefusal.self) {
      try Canary(guarding: same, by: CanaryPlan(service: Fixtures.reviews, version: ""), in: mesh)
    }
  }

  /// The last step is watched like any other.
  @Test func allAtOnceGoesToTheLastStep() throws {
    var bench = try Self.bench()
    bench.pass(5, ["v1": Load(rate: 20), "v2": Load(rate: 5)])
    bench.send(.promoteAll)
    #expect(bench.writes.map { $0["v2"] } == [10, 100])
    #expect(bench.outcome == nil)
    bench.pass(5, ["v1": Load(rate: 0), "v2": Load(rate: 25)])
    bench.send(.promoteAll)
    #expect(bench.outcome == .promoted)
    #expect(bench.titles == [1, 3].map { "Canary v2 of reviews.default: step \($0) of 3" })
  }

  @Test func theReasonStandsInTheJournal() throws {
    let plan = try CanaryWrite(
      request: ShiftRequest(service: Fixtures.reviews, weights: [.init("v1", 100)]), title: "Canary",
      reason: "v2 fails more."
    ).plan(in: try Self.mesh("v1: 80, v2: 20"), apiVersion: "networking.istio.io/v1")
    #expect(plan.sentence.hasSuffix("Put back: v2 fails more."))
    #expect(plan.changes.count == 1)
  }
}
