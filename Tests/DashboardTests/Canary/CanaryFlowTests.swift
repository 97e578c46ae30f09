import Cells
import MeshModel
import Testing

@testable import Dashboard
@testable import TrafficConfig

/// From the form to the end of a canary, by keys and news.
@Suite("Canary") struct CanaryFlowTests {
  static func started(_ size: Size = Size(width: 80, height: 24)) -> Stage {
    var stage = Stage(size: size)
    stage.type("wC")
    // From v1, on which the cursor stood, to v2.
    stage.press(.right)
    stage.press(.control("p"))
    stage.acceptDryRun()
    stage.type("y")
    return stage
  }

  static func news(
    _ kind: CanaryNews.Kind, _ text: String = "", step: Int = 1, elapsed: Double = 0, obstacle: String? = nil,
    version: CanaryFigures? = nil, others: CanaryFigures? = nil
  ) -> DashboardEvent {
    var news = CanaryNews(
      kind: kind, step: step, steps: 3, weight: [25, 50, 100][step - 1], elapsed: elapsed, version: version,
      others: others, text: text)
    news.obstacle = obstacle
    news.comparison = version.flatMap { mine in
      others.flatMap { VersionComparison("v2", mine, with: "the others", $0) }
    }
    return .canaryNews(news)
  }

  /// The figures of a look.
  static func look(
    step: Int = 1, elapsed: Double, errors: Double = 2, obstacle: String? = nil, isHeld: Bool = false
  ) -> DashboardEvent {
    news(
      isHeld ? .hold : .watching, "step \(step) of 3, looked at", step: step, elapsed: elapsed, obstacle: obstacle,
      version: CanaryFigures(requests: 412, errors: errors, p99: 40),
      others: CanaryFigures(requests: 1536, errors: 3, p99: 38))
  }

  private func begun(_ stage: Stage) -> Canary? {
    stage.effects.lazy.compactMap { if case .startCanary(let canary, _) = $0 { canary } else { nil } }.first
  }

  private func told(_ stage: Stage) -> CanaryEvent? {
    stage.effects.reversed().lazy.compactMap { if case .tellCanary(let event) = $0 { event } else { nil } }.first
  }

  private func quits(_ stage: Stage) -> Bool {
    stage.effects.contains { if case .quit = $0 { true } else { false } }
  }

  private func asked(_ stage: Stage) -> CanaryScreen.Question? {
    if case .canary(let screen)? = stage.state.front { screen.asked } else { nil }
  }

  @Test("from the weights: the version under the cursor, the preview says what follows, y starts it")
  func start() throws {
    var stage = Stage()
    stage.type("w")
    stage.press(.down)
    stage.type("c")
    #expect(stage.text.contains("Canary"))
    #expect(stage.text.contains("v2, 20 % now"))
    stage.press(.control("p"))
    #expect(stage.text.contains("Canary of v2: 25, 50, 100 %, each for at least 2 min and 50 requests"))
    #expect(stage.text.contains("[ Cancel ]   Start"))
    // Cancel has the focus, and nothing begins before the server agreed.
    stage.type("y")
    #expect(begun(stage) == nil)
    stage.acceptDryRun()
    stage.type("y")
    let canary = try #require(begun(stage))
    #expect(canary.plan.version == "v2")
    #expect(canary.steps == [25, 50, 100])
    // The first write is the canary's own: nothing is written twice.
    #expect(stage.appliedPlan == nil)
    #expect(stage.text.contains("writing"))
  }

  @Test("Enter on the preview cancels")
  func cancel() {
    var stage = Stage()
    stage.type("wc")
    stage.press(.control("p"))
    stage.acceptDryRun()
    stage.press(.enter)
    #expect(begun(stage) == nil)
    if case .wizard? = stage.state.front {} else { Issue.record("not back in the form") }
  }

  @Test("what is wrong is told at the field")
  func wrongFields() {
    var stage = Stage()
    stage.type("aC")
    WizardTests.run(
      [.go("steps"), .set("50, 20"), .go("interval"), .set("3s"), .go("requests"), .set("0"), .keys([.control("p")])],
      on: &stage)
    #expect(begun(stage) == nil)
    #expect(stage.text.contains("✗ Whole percentages from 1 to 100, each above"))
    #expect(stage.text.contains("It must be at least 10s."))
    #expect(stage.text.contains("A whole number from 1 on is needed."))
  }

  @Test("figures, verdict and time left stand on the screen, and as a strip elsewhere")
  func figures() {
    var stage = Self.started()
    stage.send(Self.news(.step, "step 1 of 3: v2 25, v1 75"))
    stage.send(Self.look(elapsed: 30))
    #expect(stage.text.contains("90 s left"))
    #expect(stage.text.contains("412"))
    #expect(stage.text.contains("Nothing speaks against it: it gets 50 %"))
    stage.send(Self.look(elapsed: 125, obstacle: "12 of 50 requests", isHeld: true))
    #expect(stage.text.contains("Not yet: 12 of 50 requests. The step is held until then."))
    stage.press(.escape)
    #expect(stage.text.contains("canary reviews v2 running step 1 of 3, 25 %"))
    stage.type("C")
    #expect(stage.text.contains("Guard: with 50 requests"))
    #expect(stage.state.screens.count == 1)
  }

  @Test("pause and resume are told at once")
  func pause() {
    var stage = Self.started()
    stage.send(Self.look(elapsed: 30))
    stage.type("p")
    #expect(told(stage).map(name) == "pause")
    stage.send(Self.news(.paused, "Paused"))
    #expect(stage.text.contains("Paused: it stays at 25 %"))
    stage.type("p")
    #expect(told(stage).map(name) == "resume")
  }

  @Test(
    "what writes is asked for first, and Enter and Esc do nothing of it",
    arguments: [
      ("n", "promote", "50 %"), ("N", "promoteAll", "100 %"), ("x", "abort", "v2 20, v1 80"), ("e", "leave", "v2 25"),
    ])
  func questions(key: String, event: String, words: String) {
    var stage = Self.started()
    stage.send(Self.look(elapsed: 30))
    stage.type(key)
    #expect(stage.text.contains(words))
    stage.press(.enter)
    #expect(told(stage) == nil)
    #expect(asked(stage) == nil)
    stage.type(key)
    stage.press(.escape)
    #expect(told(stage) == nil)
    stage.type(key + "y")
    #expect(told(stage).map(name) == event)
    #expect(asked(stage) == nil)
  }

  @Test("a rollback says why, on every screen, and stays until it was looked at")
  func rollback() {
    var stage = Self.started()
    stage.send(Self.look(elapsed: 30))
    stage.press(.escape)
    let reason = "v2 fails 50 % of 60 requests, the others 0 %: more than 2 points above them."
    stage.send(Self.news(.rollback, reason + " Back to v2 20, v1 80."))
    #expect(stage.text.contains("putting back"))
    stage.send(Self.news(.end, "The old weights are back: v2 20, v1 80."))
    stage.send(.canaryEnded(.rolledBack(reason)))
    #expect(stage.state.messages.last?.severity == .warning)
    #expect(stage.state.messages.last?.text.contains(reason) == true)
    #expect(stage.text.contains("canary reviews v2 ✗ put back"))
    stage.type("C")
    #expect(stage.text.contains("fails 50 %"))
    #expect(stage.text.contains("now v2 20, v1 80"))
    // Keys for a canary that runs have no use any more.
    stage.type("x")
    #expect(asked(stage) == nil)
    stage.press(.escape)
    #expect(!stage.text.contains("canary reviews"))
  }

  @Test("somebody else's hand stops it, and who is told")
  func foreign() {
    var stage = Self.started()
    let text =
      "VirtualService default/reviews: changed by kubectl-patch after 14 s: spec.http[0].route[0].weight is 5, not 75."
    stage.send(Self.news(.end, text))
    stage.send(.canaryEnded(.stopped(text)))
    #expect(stage.state.messages.last?.severity == .error)
    #expect(stage.text.contains("kubectl-patch"))
    #expect(stage.text.contains("stay as they are"))
  }

  // MARK: Quitting

  @Test("quitting asks; y puts back and then quits")
  func quitPuttingBack() {
    var stage = Self.started()
    stage.send(Self.look(elapsed: 30))
    stage.press(.escape)
    stage.type("q")
    #expect(!quits(stage))
    #expect(stage.text.contains("The canary ends with vigla."))
    stage.type("y")
    #expect(told(stage).map(name) == "abort")
    #expect(!quits(stage))
    stage.send(.canaryEnded(.rolledBack("Put back by ann.")))
    #expect(quits(stage))
  }

  @Test("e quits and leaves the weights, Esc stays")
  func quitLeaving() {
    var stage = Self.started()
    stage.send(Self.look(elapsed: 30))
    stage.press(.escape)
    stage.type("q")
    stage.press(.escape)
    #expect(asked(stage) == nil)
    #expect(!quits(stage))
    stage.press(.control("c"))
    #expect(asked(stage) == .quit)
    stage.type("e")
    #expect(told(stage).map(name) == "leave")
    stage.send(.canaryEnded(.left))
    #expect(quits(stage))
  }

  @Test("Ctrl-C twice quits at once, and the way out says how the weights are")
  func quitAtOnce() {
    var stage = Self.started()
    stage.send(Self.look(elapsed: 30))
    stage.press(.control("c"), .control("c"))
    #expect(quits(stage))
    #expect(stage.state.farewell?.contains("The weights stay: v2 25, v1 75") == true)
    stage.send(.canaryEnded(.left))
    #expect(stage.state.farewell == nil)
  }

  // MARK: Beside it

  @Test("one at a time; the view that counts versions stays; a write of the same object is warned of")
  func beside() {
    var stage = Self.started()
    stage.send(Self.look(elapsed: 30))
    stage.press(.escape)
    stage.type("v")
    #expect(stage.state.messages.last?.text.contains("the view stays") == true)
    stage.type("w")
    stage.press(.shiftLeft)
    stage.type("g")
    stage.press(.enter)
    #expect(stage.text.contains("only one thing is watched"))
    for _ in 0..<4 { stage.type("g") }
    stage.press(.enter)
    #expect(stage.dryRunPlan?.notices.contains { $0.contains("The canary of reviews.default is running") } == true)
  }

  @Test("a graph without versions gives way")
  func graphType() {
    var stage = Stage()
    stage.state.options.graphType = .service
    stage.type("wc")
    stage.press(.control("p"))
    stage.acceptDryRun()
    stage.type("y")
    #expect(stage.state.options.graphType == .versionedApp)
    #expect(
      stage.effects.contains {
        if case .setOptions(let options) = $0 { options.graphType == .versionedApp } else { false }
      })
  }

  // MARK: Weights

  @Test("a plain shift can be watched: g says for how long")
  func guardedShift() throws {
    var stage = Stage()
    stage.type("w")
    stage.press(.shiftLeft)
    stage.type("gg")
    #expect(stage.text.contains("Guard: watched for 5 min"))
    stage.press(.enter)
    #expect(stage.text.contains("Then v2 is watched for 5 min"))
    stage.acceptDryRun()
    stage.type("y")
    let canary = try #require(begun(stage))
    #expect(canary.shift?.weights.map(\.weight) == [70, 30, 0])
    #expect(canary.old.map(\.weight) == [80, 20, 0])
    #expect(canary.plan.interval == 300)
    #expect(stage.text.contains("Watching v2"))
  }

  @Test("all to one, and one key back to the former weights")
  func blueGreen() throws {
    var stage = Stage()
    stage.type("wb")
    #expect(stage.text.contains("No shift of reviews was made in this session"))
    stage.press(.down)
    stage.type("a")
    stage.press(.enter)
    stage.acceptDryRun()
    stage.type("y")
    let plan = try #require(stage.appliedPlan)
    stage.send(
      .changeFinished(
        JournalEntry(
          id: "1", time: stage.state.now, user: "ann", context: "prod-eu", title: plan.title, sentence: plan.sentence,
          changes: plan.changes.map(JournalEntry.Change.init), state: .applied)))
    let green = Objects.virtualService.replacing("weight: 80", with: "weight: 0").replacing(
      "weight: 20", with: "weight: 100")
    stage.send(
      .mesh(MeshView(snapshot: Bookinfo().snapshot(), configuration: Objects.configuration(virtualServices: [green]))))
    stage.press(.escape)
    stage.type("wb")
    guard case .weights(let form)? = stage.state.front else {
      Issue.record("no form")
      return
    }
    #expect(form.current?.weights == [0, 100, 0])
    #expect(form.dial?.weights == [80, 20, 0])
  }

  private func name(_ event: CanaryEvent) -> String {
    switch event {
    case .pause: "pause"
    case .resume: "resume"
    case .promote: "promote"
    case .promoteAll: "promoteAll"
    case .abort: "abort"
    case .leave: "leave"
    case .looked, .written, .writeFailed: "other"
    }
  }

  // MARK: Look

  @Test("the form", arguments: Stage.sizes)
  func formLook(size: Size) throws {
    var stage = Stage(size: size)
    stage.type("aC")
    try Golden.check(stage, "wizard-canary")
  }

  @Test("the canary", arguments: Stage.sizes)
  func look(size: Size) throws {
    var stage = Self.started(size)
    stage.send(Self.news(.step, "step 1 of 3: v2 25, v1 75"))
    stage.send(.tick(stage.state.now + 120))
    stage.send(Self.look(elapsed: 120))
    stage.send(Self.news(.step, "step 2 of 3: v2 50, v1 50", step: 2))
    stage.send(Self.look(step: 2, elapsed: 30, obstacle: "32 of 50 requests"))
    try Golden.check(stage, "canary")
    stage.type("x")
    try Golden.check(stage, "canary-asked")
    stage.press(.escape, .escape)
    try Golden.check(stage, "canary-strip")
  }

  @Test("the strip leaves out whole figures where there is no room", arguments: [60, 70, 80, 100, 120])
  func strip(width: Int) {
    var stage = Self.started(Size(width: width, height: 24))
    stage.send(Self.news(.step, "step 1 of 3: v2 25, v1 75"))
    stage.send(Self.look(elapsed: 30))
    stage.press(.escape)
    let line = stage.canvas().text.first { $0.contains("canary reviews v2 running step 1 of 3, 25 %") } ?? ""
    #expect(line.contains("C shows it"))
    #expect(!line.contains("…"))
    #expect(width < 80 || line.contains("errors 0.5% "))
    #expect(width < 120 || line.contains("/ others 0.2%"))
  }
}
