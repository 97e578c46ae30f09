import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("From preview to proof") struct ChangeTests {
  private func previewed(_ objects: [String] = [Objects.virtualService]) -> Stage {
    var stage = Stage(configuration: Objects.configuration(virtualServices: objects))
    stage.type("w")
    stage.press(.shiftLeft, .enter)
    return stage
  }

  private func isPreview(_ stage: Stage) -> Bool {
    if case .preview? = stage.state.front { true } else { false }
  }

  @Test("a preview asks the server and touches only the weights")
  func plan() throws {
    let stage = previewed([Objects.twoRoutes])
    let plan = try #require(stage.dryRunPlan)
    #expect(plan.changes.count == 1)
    let changed = plan.changes[0].diff.filter { $0.kind != .context }.map(\.text)
    #expect(changed.count == 4)
    #expect(changed.allSatisfy { $0.contains("weight:") })
  }

  @Test("Cancel has the focus: Enter writes nothing")
  func cancel() {
    var stage = previewed()
    stage.acceptDryRun()
    #expect(stage.text.contains("[ Cancel ]"))
    stage.press(.enter)
    #expect(stage.appliedPlan == nil)
    #expect(!isPreview(stage))
    // One level back: the form is there with what was entered.
    if case .weights(let form)? = stage.state.front {
      #expect(form.dial?.weights == [70, 30, 0])
    } else {
      Issue.record("not back in the form")
    }
  }

  @Test("y applies, and so does the button", arguments: [[Key.character("y")], [.tab, .enter], [.right, .enter]])
  func apply(keys: [Key]) throws {
    var stage = previewed()
    stage.acceptDryRun()
    for key in keys { stage.press(key) }
    #expect(try #require(stage.appliedPlan).id == stage.dryRunPlan?.id)
  }

  @Test(
    "nothing is applied before the server agreed",
    arguments: [
      DryRunReport.Outcome.refused("admission webhook denied: weight"), .conflict("somebody changed it."),
    ])
  func refused(outcome: DryRunReport.Outcome) throws {
    var stage = previewed()
    stage.type("y")
    #expect(stage.appliedPlan == nil)
    let plan = try #require(stage.dryRunPlan)
    stage.send(
      .dryRun(
        DryRunReport(
          planID: plan.id,
          steps: [DryRunReport.Step(reference: plan.changes[0].reference, operation: .update, outcome: outcome)])))
    stage.type("y")
    #expect(stage.appliedPlan == nil)
    #expect(stage.state.messages.last?.severity == .warning)
    #expect(isPreview(stage))
  }

  @Test("an object that changed since the preview is not overwritten")
  func changedSince() {
    var stage = previewed()
    stage.acceptDryRun()
    let newer = Objects.virtualService.split(separator: "48213").joined(separator: "49000")
    stage.send(
      .mesh(
        MeshView(snapshot: Bookinfo().snapshot(), configuration: Objects.configuration(virtualServices: [newer]))))
    stage.type("y")
    #expect(stage.appliedPlan == nil)
    #expect(stage.text.contains("changed since"))
  }

  @Test("an answer for another plan is ignored")
  func otherPlan() {
    var stage = previewed()
    stage.send(.dryRun(DryRunReport(planID: "other", steps: [])))
    stage.type("y")
    #expect(stage.appliedPlan == nil)
  }

  @Test("the steps are told, and the split is compared until it agrees")
  func proof() {
    var stage = Stage()
    stage.shiftTo70()
    let written = stage.state.now - 1
    #expect(stage.text.contains("rv 48290"))
    // A wait is one line, which ended as its last news say.
    #expect(!stage.text.contains("2 of 3"))
    #expect(stage.text.contains("✓ \(Figures.clock(stage.state.now))  3 of 3 client proxies"))
    // The first poll began before the proxies had the new weights.
    var mesh = Bookinfo()
    mesh.weights = (70, 30, 0)
    mesh.timestamp = written + 5
    mesh.split = (0.7, 0.3)
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    #expect(stage.state.run?.isProven == false)
    #expect(stage.text.contains("waiting for the first requests"))
    // The next one counts, although the window still covers the time before.
    mesh.timestamp = written + 10
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    #expect(stage.state.run?.isProven == true)
    #expect(stage.text.contains("agrees"))
    let requests = stage.state.run?.agreement?.requests ?? 0
    #expect(requests > 200 && requests < 250)
    // Each poll counts once.
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    #expect(stage.state.run?.agreement?.requests == requests)
  }

  @Test("where no pod gets a request any more, the comparison says so, and what callers get")
  func silence() {
    var stage = Stage()
    stage.shiftTo70()
    let written = stage.state.now - 1
    var mesh = Bookinfo()
    mesh.split = (0, 0)
    mesh.refused = 1
    mesh.timestamp = written + 20
    // The window still reaches back before the write.
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    #expect(stage.text.contains("waiting for the first requests"))
    mesh.timestamp = written + 40
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    #expect(!stage.text.contains("waiting for the first requests"))
    #expect(stage.text.contains("No pod has got a request in the last 30 s"))
    #expect(stage.text.contains("100% 503 (UO: circuit breaker open)"), "\(stage.text)")
    // Nobody calls: that is another reason.
    mesh.rate = 0
    mesh.timestamp = written + 50
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    #expect(stage.text.contains("nobody calls reviews"))
  }

  @Test("proxies that take the weights late do not spoil the comparison for good")
  func lateProxies() {
    var stage = Stage()
    stage.shiftTo70()
    let written = stage.state.now - 1
    var mesh = Bookinfo()
    mesh.weights = (70, 30, 0)
    for step in 2...3 {
      mesh.timestamp = written + Double(step) * 5
      mesh.split = step == 2 ? (0.9, 0.1) : (0.7, 0.3)
      stage.send(.mesh(MeshView(snapshot: mesh.newestPoll(), configuration: Objects.configuration())))
      #expect(stage.state.run?.agreement?.verdict == (step == 2 ? .disagrees : .agrees))
    }
  }

  @Test("after a write the proxies are asked once more where they are asked seldom", arguments: [1.0, 5, 60])
  func extraPolls(refresh: Double) {
    var stage = Stage()
    stage.state.options.refresh = refresh
    stage.shiftTo70()
    stage.effects = []
    for _ in 0..<20 { stage.send(.tick(stage.state.now + 1)) }
    let polls = stage.effects.count { if case .refreshNow = $0 { true } else { false } }
    #expect(polls == (refresh > 2 ? 2 : 0))
  }

  @Test(
    "undoing is told in the words of what was done",
    arguments: [
      ([true], "removes the new object again"), ([true, true], "removes the 2 new objects again"),
      ([false], "puts the old object back"), ([true, false], "puts the 2 objects back as they were"),
    ])
  func undoWords(created: [Bool], wanted: String) {
    let changes = created.enumerated().map { i, isNew in
      ObjectChange(
        reference: ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews-\(i)"),
        apiVersion: "networking.istio.io/v1", before: isNew ? nil : ["spec": [:]], after: ["spec": ["hosts": ["a"]]])
    }
    var run = ChangeRun(plan: ChangePlan(title: "t", sentence: "s", changes: changes), target: nil)
    run.outcome = .written
    let painter = AfterwardsPainter(run: run, now: 0, utcOffset: 0, undoKey: "u")
    #expect(painter.lines(width: 100).map(\.text).joined(separator: " ").contains("u \(wanted), after a preview."))
  }

  @Test("what the journal notes beyond the steps asks for attention")
  func remarks() {
    func finished(done: String, note: String?) -> ChangeRun? {
      var stage = previewed()
      stage.acceptDryRun()
      stage.type("y")
      guard let plan = stage.appliedPlan else { return nil }
      stage.send(.progress(.waiting(text: "2 of 3 have it.")))
      stage.send(.progress(.done(text: "3 of 3 have it.")))
      stage.send(.progress(.done(text: done)))
      stage.send(
        .changeFinished(
          JournalEntry(
            id: "1", time: 0, user: "ann", context: "c", title: plan.title, sentence: plan.sentence, changes: [],
            state: .applied, note: note)))
      return stage.state.run
    }
    let plain = finished(done: "Read again: as sent.", note: "3 of 3 have it.")
    #expect(plain?.steps.map(\.kind) == [.done, .done])
    let remark = finished(done: "It was changed again.", note: "3 of 3 have it. It was changed again.")
    #expect(remark?.steps.map(\.kind) == [.done, .note])
    let untold = finished(done: "Read again: as sent.", note: "3 of 3 have it. The journal is full.")
    #expect(untold?.steps.last?.kind == .note)
    #expect(untold?.steps.last?.text.contains("The journal is full.") == true)
  }

  @Test("a split that stays as it was is not called proven")
  func unproven() {
    var stage = Stage()
    stage.shiftTo70()
    for step in 1...20 {
      var mesh = Bookinfo()
      mesh.timestamp = stage.state.now + Double(step) * 5
      stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
    }
    #expect(stage.state.run?.isProven == false)
    #expect(stage.text.contains("does not agree yet"))
    #expect(stage.text.contains("Likely"))
  }

  @Test("a failure is shown where it happened, and nothing more is offered as done")
  func failure() throws {
    var stage = previewed()
    stage.acceptDryRun()
    stage.type("y")
    let plan = try #require(stage.appliedPlan)
    stage.send(.progress(.step(1, of: 1, text: "update VirtualService default/reviews")))
    stage.send(.changeFailed(planID: plan.id, message: "VirtualService default/reviews changed since: plan again."))
    #expect(stage.state.run?.outcome == .failed)
    #expect(stage.text.contains("plan again"))
  }

  @Test("undo asks for the plan, shows it in the same preview, and applies it")
  func undo() throws {
    var stage = Stage()
    stage.shiftTo70()
    stage.type("u")
    guard case .planUndo(let id)? = stage.effects.last else {
      Issue.record("no undo was asked for")
      return
    }
    #expect(id == "20231114-1")
    let done = try #require(stage.appliedPlan)
    let change = done.changes[0]
    let back = ChangePlan(
      title: "Undo", sentence: "Puts reviews back to 80/20.",
      changes: [
        ObjectChange(
          reference: change.reference, apiVersion: change.apiVersion, before: change.after, after: change.before)
      ], undoOf: id)
    stage.send(.undoPlanned(back))
    #expect(isPreview(stage))
    #expect(stage.text.contains("Puts reviews back"))
    stage.acceptDryRun()
    stage.type("y")
    #expect(stage.appliedPlan?.id == back.id)
  }

  @Test("while something is being written, quitting wants to be asked for twice")
  func quitting() {
    var stage = previewed()
    stage.acceptDryRun()
    stage.type("y")
    stage.press(.control("c"))
    if case .quit? = stage.effects.last { Issue.record("quit at once") }
    stage.press(.control("c"))
    if case .quit? = stage.effects.last {} else { Issue.record("did not quit") }
  }
}
