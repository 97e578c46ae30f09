import NIOHTTP1

/// The work on one request, as a behaviour says: its own time, and the calls stage by stage. The simulated mesh's
/// `AppRun` does the same without a network.
struct AppWork: Sendable {
  let behaviour: WorkloadBehaviour
  let stages: [CallStage]
  /// How much slower the pod is than alone, at least 1.
  let slowdown: Double
  let clock: ElapsedClock
  let random: AppRandom
  /// Makes one attempt of a call.
  let send: @Sendable (CallSpec) async throws -> LoopbackClient.Answer<[UInt8]>

  /// - Throws: `CancellationError` when the client has gone.
  func run() async throws -> AppOutcome {
    let (work, isError) = random.draw { random in
      (
        random.logNormal(median: behaviour.serviceTime.median, spread: behaviour.serviceTime.spread) * slowdown,
        random.chance(behaviour.errorRate)
      )
    }
    if isError || stages.isEmpty {
      try await clock.sleep(for: .seconds(work))
      return AppOutcome(status: isError ? behaviour.errorStatus : 200)
    }
    // Half before the first calls, the rest in even parts after each stage.
    try await clock.sleep(for: .seconds(work / 2))
    var outcome = AppOutcome(status: 200)
    for stage in stages {
      let results = try await run(stage)
      outcome.results += results
      try await clock.sleep(for: .seconds(work / 2 / Double(stages.count)))
      if results.contains(where: { $0.call.isRequired && !$0.isSuccess }) {
        outcome.status = 500
        break
      }
    }
    return outcome
  }

  /// All calls of a stage at the same time.
  private func run(_ stage: CallStage) async throws -> [AppCallResult] {
    let calls = random.draw { random in stage.calls.filter { random.chance($0.probability) } }
    return try await withThrowingTaskGroup(of: (Int, AppCallResult).self) { group in
      for (index, call) in calls.enumerated() {
        group.addTask { (index, try await make(call)) }
      }
      var results: [(index: Int, result: AppCallResult)] = []
      for try await result in group { results.append(result) }
      return results.sorted { $0.index < $1.index }.map(\.result)
    }
  }

  private func make(_ call: CallSpec) async throws -> AppCallResult {
    var result = AppCallResult(call: call)
    for _ in 0..<max(1, call.attempts) {
      do {
        result.answer = try await clock.limited(to: call.timeout.map { .seconds($0) }) { try await send(call) }
      } catch {
        try Task.checkCancellation()
        result.answer = nil
      }
      if result.isSuccess { break }
    }
    return result
  }
}
