/// The application's work on one request: its own time, and the calls it makes stage by stage.
final class AppRun {
  /// What the application answers.
  struct Answer {
    var status: Int
    var grpcStatus: Int8
    var bytes: Int
  }

  private let engine: MeshEngine
  private let pod: SimulatedPod
  private let request: SimulatedRequest
  private let isGRPC: Bool
  private let trace: RequestTrace?
  private let done: (Answer) -> Void
  /// As it was when the work began: a change of the demo's knobs is for later requests.
  private let behaviour: WorkloadBehaviour
  private var stage = 0
  private var open = 0
  private var hasFailed = false
  /// Own work that is left for each pause between stages.
  private var pause: Double = 0

  init(
    engine: MeshEngine, pod: SimulatedPod, request: SimulatedRequest, isGRPC: Bool, trace: RequestTrace?,
    done: @escaping (Answer) -> Void
  ) {
    self.engine = engine
    self.pod = pod
    self.request = request
    self.isGRPC = isGRPC
    self.trace = trace
    self.done = done
    behaviour = pod.behaviour
  }

  func start() {
    pod.active += 1
    let time = engine.random.logNormal(median: behaviour.serviceTime.median, spread: behaviour.serviceTime.spread)
    let work = time * pod.slowdown
    if engine.random.chance(behaviour.errorRate) {
      engine.schedule(after: work) { self.end(status: self.behaviour.errorStatus) }
    } else if behaviour.stages.isEmpty {
      engine.schedule(after: work) { self.end(status: 200) }
    } else {
      // Half before the first calls, the rest in even parts after each stage.
      pause = work / 2 / Double(behaviour.stages.count)
      engine.schedule(after: work / 2) { self.runStage() }
    }
  }

  private func runStage() {
    let calls = behaviour.stages[stage].calls.filter { engine.random.chance($0.probability) }
    stage += 1
    open = calls.count
    if calls.isEmpty { return stageEnded() }
    let headers = request.propagatedHeaders
    for call in calls { make(call, headers: headers, attemptsLeft: call.attempts - 1) }
  }

  private func make(_ call: CallSpec, headers: [String: String], attemptsLeft: Int) {
    // A client in a stopped pod makes no more calls.
    guard !pod.isGone else { return callEnded(call, isSuccess: false) }
    let retry: (Bool) -> Void = { [self] isSuccess in
      if !isSuccess, attemptsLeft > 0 {
        make(call, headers: headers, attemptsLeft: attemptsLeft - 1)
      } else {
        callEnded(call, isSuccess: isSuccess)
      }
    }
    if call.protocol == .tcp {
      engine.exchangeTCP(from: pod, call: call, done: retry)
      return
    }
    let outbound = SimulatedRequest(
      authority: call.host, port: call.port, path: call.path, method: call.method, headers: headers,
      sourceAddress: pod.address)
    engine.send(outbound, from: pod, patience: call.timeout, trace: trace) { retry($0.isSuccess) }
  }

  private func callEnded(_ call: CallSpec, isSuccess: Bool) {
    if !isSuccess, call.isRequired { hasFailed = true }
    open -= 1
    if open == 0 { stageEnded() }
  }

  private func stageEnded() {
    if hasFailed || stage == behaviour.stages.count {
      engine.schedule(after: pause) { self.end(status: self.hasFailed ? 500 : 200) }
    } else {
      engine.schedule(after: pause) { self.runStage() }
    }
  }

  private func end(status: Int) {
    pod.active -= 1
    let isError = status >= 400
    let median = isError ? 160 : Double(behaviour.responseBytes)
    let bytes = Int(engine.random.logNormal(median: median, spread: 0.2))
    if isGRPC {
      done(Answer(status: 200, grpcStatus: isError ? GRPCStatus.of(httpStatus: status) : 0, bytes: bytes))
    } else {
      done(Answer(status: status, grpcStatus: MetricKey.noStatus, bytes: bytes))
    }
  }
}
