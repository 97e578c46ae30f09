import MeshModel
import Settings
import Texts
import TrafficConfig

extension DashboardState {
  // MARK: Opening

  /// Shows the canary that runs, or that ended and was not looked at yet; else plans one for the service.
  mutating func openCanary(version: String? = nil) {
    if let canary, canary.isRunning || (!canary.isSeen && version == nil) {
      if case .canary? = front { return }
      screens.append(.canary(CanaryScreen()))
      return
    }
    if let obstacle = obstacle(to: WizardKind.canary) {
      tell(.warning, obstacle)
      return
    }
    open(wizard: .canary, version: version)
  }

  func canaryPainter(_ screen: CanaryScreen) -> CanaryPainter? {
    canary.map { CanaryPainter(run: $0, screen: screen, now: now, utcOffset: context.utcOffsetSeconds) }
  }

  // MARK: Running

  /// Begins with the plan that was confirmed.
  mutating func start(_ canary: Canary, first plan: ChangePlan) -> [DashboardEffect] {
    self.canary = CanaryRun(canary, first: plan)
    screens = [.canary(CanaryScreen())]
    var effects: [DashboardEffect] = []
    if options.graphType == .app || options.graphType == .service {
      // Only a graph with versions tells their requests apart.
      options.graphType = .versionedApp
      effects.append(.setOptions(options))
    }
    return effects + [.startCanary(canary, apiVersion: context.networkingVersion)]
  }

  mutating func take(_ news: CanaryNews) {
    guard var run = canary else { return }
    run.take(news, at: now)
    canary = run
    let text = tr("Canary of \(run.service.name): \(news.text)")
    switch news.kind {
    case .rollback, .retry: tell(.warning, text, topic: "canary")
    case .step where !isCanaryInFront: tell(.info, text, topic: "canary")
    case .step, .watching, .hold, .paused, .resumed, .end: break
    }
  }

  mutating func endCanary(_ outcome: CanaryOutcome) -> [DashboardEffect] {
    guard var run = canary else { return [] }
    run.outcome = outcome
    canary = run
    let text = tr("Canary of \(run.service.name): \(run.verdict(now: now).text)")
    switch outcome {
    case .promoted, .left: tell(.info, text, topic: "canary")
    case .rolledBack: tell(.warning, text, topic: "canary")
    case .stopped, .failed: tell(.error, text, topic: "canary")
    }
    if case .canary(var screen)? = front {
      screen.asked = nil
      replaceFront(.canary(screen))
    }
    return run.quitsAtEnd ? [.quit] : []
  }

  private var isCanaryInFront: Bool { if case .canary? = front { true } else { false } }

  // MARK: Keys

  mutating func performOnCanary(_ action: Action, _ screen: CanaryScreen) -> [DashboardEffect] {
    var screen = screen
    if let asked = screen.asked {
      switch (action, asked) {
      case (.apply, _): return answer(asked)
      case (.leaveCanary, .quit):
        canary?.quitsAtEnd = true
        screen.asked = nil
        replaceFront(.canary(screen))
        return [.tellCanary(.leave)]
      default: return []
      }
    }
    switch action {
    case .pauseCanary: return [.tellCanary(canary?.isPaused == true ? .resume : .pause)]
    case .promote: screen.asked = .promote
    case .promoteAll: screen.asked = .promoteAll
    case .abortCanary: screen.asked = .abort
    case .leaveCanary: screen.asked = .leave
    default: return []
    }
    replaceFront(.canary(screen))
    return []
  }

  private mutating func answer(_ question: CanaryScreen.Question) -> [DashboardEffect] {
    replaceFront(.canary(CanaryScreen()))
    guard canary?.isRunning == true else { return [] }
    switch question {
    case .promote: return [.tellCanary(.promote)]
    case .promoteAll: return [.tellCanary(.promoteAll)]
    case .abort: return [.tellCanary(.abort(tr("You asked for it.")))]
    case .leave: return [.tellCanary(.leave)]
    case .quit:
      canary?.quitsAtEnd = true
      return [.tellCanary(.abort(tr("You left Vigla.")))]
    }
  }

  /// A question is taken back first; an end that was looked at need not be shown any more.
  mutating func leaveCanary(_ screen: CanaryScreen) {
    if screen.asked != nil {
      replaceFront(.canary(CanaryScreen()))
      return
    }
    if canary?.isRunning == false { canary?.isSeen = true }
    screens.removeLast()
  }

  /// Says what becomes of the canary; asked for again, it ends at once with the weights as they are.
  mutating func askBeforeQuitting() -> [DashboardEffect] {
    if case .canary(let screen)? = front, screen.asked == .quit { return [.quit] }
    if case .canary? = front { screens.removeLast() }
    screens.append(.canary(CanaryScreen(asked: .quit)))
    return []
  }

  /// What is to be said when the program ends while a canary runs; nil when none does.
  public var farewell: String? {
    guard let canary, canary.isRunning else { return nil }
    return tr(
      "The canary of \(canary.service) ended with vigla; nobody watches it any more. The weights stay: "
        + "\(canary.weightsNow). Before it they were \(Canary.words(canary.canary.old)).")
  }

  // MARK: Policy

  /// Has the proxy of a caller read, so that a form can show what its circuit breakers do.
  mutating func inspectCaller() -> [DashboardEffect] {
    guard case .wizard(let screen)? = front, let live else { return [] }
    let callers = live.configuration.callers(of: screen.service, in: live.snapshot)
    let workloads = Set(
      live.configuration.workloads.filter { workload in
        callers.contains { caller in
          live.configuration.service(caller).map { live.configuration.workloads(of: $0).contains(workload) } ?? false
        }
      }.map(\.id.name))
    guard let proxy = live.snapshot.proxies.first(where: { workloads.contains($0.workload ?? "") }) else { return [] }
    return [.inspectProxy(proxy.id)]
  }
}
