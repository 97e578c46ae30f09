import Cells
import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("From the menu to the journal") struct WizardFlowTests {
  private func isForm(_ stage: Stage) -> Bool {
    if case .wizard? = stage.state.front { true } else { false }
  }

  @Test("Esc asks before it throws away what was entered")
  func leaving() {
    var stage = WizardTests.stage()
    stage.type("t")
    stage.press(.escape)
    #expect(stage.state.front == nil)
    stage.type("t")
    WizardTests.run([.go("timeout"), .set("3s"), .keys([.escape])], on: &stage)
    #expect(stage.text.contains("Throw away what you entered?"))
    stage.press(.enter, .escape)
    #expect(isForm(stage))
    #expect(stage.text.contains("3s"))
    stage.press(.escape)
    stage.type("n")
    #expect(isForm(stage))
    stage.press(.escape)
    stage.type("y")
    #expect(stage.state.front == nil)
  }

  @Test("back from the preview the form is as it was; applied, it is done with")
  func preview() throws {
    var stage = WizardTests.stage()
    stage.type("t")
    WizardTests.run([.go("timeout"), .set("3s"), .keys([.control("p"), .escape])], on: &stage)
    #expect(isForm(stage))
    #expect(stage.text.contains("3s"))
    stage.press(.control("p"))
    stage.acceptDryRun()
    stage.type("y")
    #expect(stage.appliedPlan?.title == "Timeout of reviews.default")
    guard case .afterwards? = stage.state.front else {
      Issue.record("not afterwards")
      return
    }
    #expect(stage.state.screens.count == 1)
  }

  @Test("Enter goes on field by field and previews at the end")
  func enter() {
    var stage = WizardTests.stage()
    stage.type("t")
    WizardTests.run([.keys([.enter, .enter]), .set("3s"), .keys([.enter, .enter])], on: &stage)
    #expect(stage.dryRunPlan?.changes.isEmpty == false)
  }

  @Test("letters of a text are no commands")
  func typing() {
    var stage = WizardTests.stage()
    stage.type("aa")
    WizardTests.run([.go("body"), .text("quit? yes, jump")], on: &stage)
    guard case .wizard(let screen)? = stage.state.front else {
      Issue.record("the form was left")
      return
    }
    #expect(screen.form.answers.text("body") == "quit? yes, jump")
  }

  @Test("what cannot be done stays in the menu with its reason")
  func obstacles() {
    var readOnly = Stage(
      context: DashboardContext(name: "prod-eu", namespaces: ["default"], readOnlyReason: "Started with --read-only."))
    readOnly.type("a")
    let reason = "Nothing can be written: Started with --read-only."
    #expect(readOnly.text.ranges(of: reason).count == 1)
    #expect(readOnly.text.contains("weights v1 80, v2 20") || readOnly.text.contains("v1 80"))
    readOnly.type("f")
    #expect(!isForm(readOnly))
    var rivals = WizardTests.stage([
      Objects.virtualService, Objects.virtualService.replacing("name: reviews", with: "name: other"),
    ])
    rivals.type("a")
    #expect(rivals.text.contains("2 VirtualServices claim"))
    var none = Stage(configuration: MeshConfiguration(services: Bookinfo().snapshot().services))
    none.type("a")
    #expect(none.text.contains("has no pods"))
  }

  @Test("a service that carries only TCP has no HTTP rules")
  func tcp() {
    var snapshot = Bookinfo().snapshot()
    for i in snapshot.services.indices {
      snapshot.services[i].ports = [ServicePort(name: "tcp-data", number: 9000, targetPort: 9000)]
    }
    var stage = Stage(
      configuration: MeshConfiguration(services: snapshot.services, workloads: snapshot.workloads))
    stage.type("a")
    #expect(stage.text.contains("carries only TCP"))
  }

  @Test("removing everything wants the name typed, and only the right one writes")
  func confirmation() {
    var stage = WizardTests.stage()
    stage.type("ax")
    stage.press(.left, .control("p"))
    stage.acceptDryRun()
    stage.type("y")
    #expect(stage.appliedPlan == nil)
    stage.type("review")
    stage.press(.enter)
    #expect(stage.appliedPlan == nil)
    stage.type("s")
    stage.press(.enter)
    #expect(stage.appliedPlan?.changes.first?.operation == .delete)
  }

  @Test("leaving the confirmation goes back to Cancel")
  func confirmationLeft() {
    var stage = WizardTests.stage()
    stage.type("ax")
    stage.press(.left, .control("p"))
    stage.acceptDryRun()
    stage.type("yreviews")
    stage.press(.escape, .enter)
    #expect(stage.appliedPlan == nil)
    #expect(isForm(stage))
  }

  @Test("the journal is read, shown newest first, and any entry can be undone")
  func history() {
    var stage = WizardTests.stage()
    stage.type("c")
    #expect(stage.effects.contains { if case .readJournal = $0 { true } else { false } })
    stage.send(.journal(WizardObjects.journal(now: stage.state.now)))
    #expect(stage.text.contains("20231113-1") && stage.text.contains("applied"))
    stage.press(.down, .enter)
    #expect(stage.text.contains("The server refused it: 409."))
    stage.press(.escape, .down)
    stage.type("u")
    guard case .planUndo("20231113-1")? = stage.effects.last else {
      Issue.record("\(stage.effects)")
      return
    }
    stage.send(.undoRefused(message: "reviews was changed since."))
    #expect(stage.text.contains("reviews was changed since."))
    stage.send(.journalFailed(message: "Cannot read the journal."))
    #expect(stage.text.contains("Cannot read the journal."))
  }

  @Test("an object is shown with findings at their lines, edited outside, and previewed")
  func document() throws {
    var stage = WizardTests.stage()
    stage.type("Y")
    #expect(stage.text.contains("IST0133"))
    stage.type("e")
    guard case .edit(let sent)? = stage.effects.last else {
      Issue.record("nothing to edit")
      return
    }
    #expect(sent.text.contains("weight: 80") && !sent.text.contains("resourceVersion"))
    stage.send(.edited(EditedText(reference: sent.reference, text: sent.text)))
    #expect(stage.dryRunPlan == nil)
    stage.send(
      .edited(EditedText(reference: sent.reference, text: sent.text.replacing("weight: 80", with: "weight: 70"))))
    let plan = try #require(stage.dryRunPlan)
    #expect(plan.changes[0].resourceVersion == "48213")
    #expect(plan.changes[0].diff.count { $0.kind == .added } == 1)
  }

  @Test(
    "what cannot be used is said, and what was written is not lost",
    arguments: [("kind: VirtualService", "kind: Gateway", "must stay"), ("spec:", "spec: [", "no YAML")])
  func badDocument(old: String, new: String, said: String) throws {
    var stage = WizardTests.stage()
    stage.type("Ye")
    guard case .edit(let sent)? = stage.effects.last else {
      Issue.record("nothing to edit")
      return
    }
    let broken = sent.text.replacing(old, with: new)
    stage.send(.edited(EditedText(reference: sent.reference, text: broken)))
    #expect(stage.dryRunPlan == nil)
    #expect(stage.text.contains(said), "\(stage.text)")
    stage.type("e")
    guard case .edit(let again)? = stage.effects.last else { return }
    #expect(again.text == broken)
  }
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }

  /// What stands beside the form, without its line breaks.
  private static func beside(_ stage: Stage) -> String {
    stage.canvas().text.compactMap { line in
      let parts = line.split(separator: "│")
      return parts.count > 1 ? parts[1].split(separator: " ").joined(separator: " ") : nil
    }.joined(separator: " ")
  }

  @Test("a fault says for how long it is meant, and that its time is over")
  func overdueFault() throws {
    var stage = Stage()
    stage.type("f")
    stage.press(.control("p"))
    let plan = try #require(stage.dryRunPlan)
    let object = try #require(plan.changes.first { $0.reference.kind == VirtualService.kind }?.after)
    let configuration = Objects.configuration(virtualServices: [object.serialized()])
    var later = Stage(configuration: configuration)
    later.type("f")
    #expect(Self.beside(later).contains("more: delays 100 % of the requests by 5s, set by ann."))
    var mesh = Bookinfo()
    mesh.timestamp += 900
    later.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: configuration)))
    #expect(Self.beside(later).contains("! Overdue since"))
    #expect(Self.beside(later).contains("Choose “no fault: end it”."))
  }
}
