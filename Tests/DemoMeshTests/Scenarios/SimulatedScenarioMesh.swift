@testable import DemoMesh

/// The simulated data plane on a clock of its own.
final class SimulatedScenarioMesh: ScenarioMesh {
  private let mesh: TestMesh

  init() throws { mesh = try TestMesh() }

  func apply(_ yaml: String) throws { try mesh.apply(yaml) }

  func change(_ workload: String, _ change: @Sendable (inout WorkloadBehaviour) -> Void) throws {
    try mesh.change(workload, change)
  }

  func send(_ load: ScenarioLoad) -> [ScenarioAnswer] {
    var answers: [ScenarioAnswer] = []
    var sent = 0
    func next() {
      guard sent < load.count else { return }
      sent += 1
      mesh.engine.enter(
        SimulatedRequest(
          authority: load.host, port: 80, path: load.path, method: "GET", headers: load.headers,
          sourceAddress: "127.0.0.1")
      ) { answer in
        answers.append(ScenarioAnswer(status: answer?.status ?? 0, latency: answer?.latency ?? 0))
        next()
      }
    }
    for _ in 0..<load.concurrency { next() }
    while answers.count < load.count, mesh.engine.step() {}
    return answers
  }

  func tally() -> [ScenarioRow] {
    // Long enough for work that nobody waits for any more, too short for an ejected host to come back.
    mesh.engine.advance(to: mesh.engine.now + 2)
    return mesh.rows.map { ScenarioRow(labels: $0.labels, count: $0.count) }
  }
}
