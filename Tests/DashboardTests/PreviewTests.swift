import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Preview of a change") struct PreviewTests {
  private func previewed(size: Size, _ objects: [String] = [Objects.virtualService]) -> Stage {
    var stage = Stage(size: size, configuration: Objects.configuration(virtualServices: objects))
    stage.type("w")
    stage.press(.shiftLeft, .enter)
    stage.acceptDryRun()
    return stage
  }

  private func look(_ objects: [String]) -> DashboardEvent {
    .mesh(MeshView(snapshot: Bookinfo().snapshot(), configuration: Objects.configuration(virtualServices: objects)))
  }

  private var isPreview: (Stage) -> Bool {
    { stage in if case .preview? = stage.state.front { true } else { false } }
  }

  private static func flat(_ stage: Stage) -> String {
    stage.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }

  @Test("a deleted object is called deleted, in full, and nothing offers to apply", arguments: Stage.sizes)
  func deleted(size: Size) throws {
    var stage = previewed(size: size)
    #expect(stage.text.contains("y apply"))
    stage.send(look([]))
    let text = Self.flat(stage)
    #expect(text.contains("deleted since this preview: go back and preview anew."))
    #expect(!text.contains("changed since"))
    #expect(!text.contains("y apply"))
    stage.type("y")
    #expect(stage.appliedPlan == nil)
    try Golden.check(stage, "preview-deleted")
  }

  @Test("an object that is there already is not created over")
  func created() {
    var stage = Stage(configuration: Objects.configuration(virtualServices: []))
    stage.type("w")
    stage.press(.right, .enter)
    stage.acceptDryRun()
    stage.send(look([Objects.virtualService]))
    stage.type("y")
    // The name of a new object is free when it is chosen, so only the same name is in the way.
    let isTaken = stage.dryRunPlan?.changes.contains { $0.reference.name == "reviews" } ?? false
    #expect((stage.appliedPlan == nil) == isTaken)
  }

  @Test("no toast of an old preview lies over a new one")
  func oldToast() {
    var stage = previewed(size: Stage.sizes[1])
    let newer = Objects.virtualService.split(separator: "48213").joined(separator: "49000")
    stage.send(look([newer]))
    stage.type("y")
    #expect(stage.state.toasts.count == 1)
    stage.press(.escape, .enter)
    stage.acceptDryRun()
    #expect(isPreview(stage))
    #expect(stage.state.toasts.isEmpty)
    stage.type("y")
    #expect(stage.appliedPlan != nil)
  }

  @Test("a long sentence goes on below, and is never cut unmarked", arguments: Stage.sizes)
  func sentence(size: Size) {
    let sentence = "Takes back: " + (1...12).map { "word-number-\($0)" }.joined(separator: " ") + " to the end."
    var stage = Stage(size: size)
    stage.send(.undoPlanned(ChangePlan(title: "Undo: x", sentence: sentence, changes: [], undoOf: "1")))
    let text = Self.flat(stage)
    if size.height >= 16 { #expect(text.contains(sentence)) } else { #expect(text.contains("…")) }
  }

  @Test("a click presses a button", arguments: Stage.sizes)
  func click(size: Size) throws {
    for (label, applies) in [("Cancel", false), ("Apply", true)] {
      var stage = previewed(size: size)
      let lines = stage.canvas().text
      let y = try #require(lines.firstIndex { $0.contains("[ Cancel ]") })
      let x = try #require(lines[y].firstRange(of: label)).lowerBound
      let column = lines[y].distance(from: lines[y].startIndex, to: x)
      stage.send(.input(.mouse(MouseEvent(kind: .press, x: column, y: y))))
      #expect((stage.appliedPlan != nil) == applies)
      #expect(!isPreview(stage))
    }
  }

  @Test("the wheel scrolls the diff")
  func wheel() {
    var stage = previewed(size: Stage.sizes[0])
    let before = stage.text
    stage.send(.input(.mouse(MouseEvent(kind: .wheelDown, x: 5, y: 5))))
    #expect(stage.text != before)
    stage.send(.input(.mouse(MouseEvent(kind: .wheelUp, x: 5, y: 5))))
    #expect(stage.text == before)
  }

  @Test("an undo says Undo, the undo of an undo says Redo and Apply")
  func redo() {
    for (title, heading, button) in [("Undo: Shift", "Undo", "Undo"), ("Redo", "Redo", "Apply")] {
      let screen = PreviewScreen(ChangePlan(title: title, sentence: "", changes: [], undoOf: "1"))
      #expect(screen.title == heading)
      #expect(screen.applyLabel == button)
    }
  }

  @Test("a protected context wants its name typed for each write", arguments: Stage.sizes)
  func protected(size: Size) throws {
    var stage = Stage(
      size: size, context: DashboardContext(name: "prod-eu", namespaces: ["default"], isProtected: true),
      configuration: Objects.configuration(virtualServices: [Objects.virtualService]))
    stage.type("w")
    stage.press(.shiftLeft, .enter)
    stage.acceptDryRun()
    #expect(stage.text.contains("[ Cancel ]"))
    if size.width >= 80 { #expect(Self.flat(stage).contains("type prod-eu to confirm")) }
    stage.type("yes")
    stage.press(.enter)
    #expect(stage.appliedPlan == nil)
    stage.press(.control("u"))
    stage.type("prod-eu")
    stage.press(.enter)
    #expect(stage.appliedPlan != nil)
  }

  @Test("while a change or an undo is being written, u is refused with the reason")
  func undoWhileWriting() {
    var stage = previewed(size: Stage.sizes[2])
    stage.type("y")
    stage.type("u")
    stage.press(.escape)
    stage.type("u")
    #expect(!stage.effects.contains { if case .planUndo = $0 { true } else { false } })
    #expect(stage.state.messages.last?.text.contains("still being written") == true)
  }

  @Test("what an object does stands before its name and notes, and the key for the rest is named")
  func specFirst() throws {
    var stage = Stage(size: Stage.sizes[1], configuration: Objects.configuration(virtualServices: []))
    stage.type("f")
    stage.press(.control("p"))
    stage.acceptDryRun()
    let lines = stage.canvas().text
    let spec = try #require(lines.firstIndex { $0.contains("+ spec:") })
    #expect(lines[spec...].contains { $0.contains("+   http:") })
    #expect(!lines[..<spec].contains { $0.contains("metadata:") })
    #expect(lines.last?.contains("↑↓ scroll") == true)
    try Golden.check(stage, "preview-fault")
    stage.press(.end)
    #expect(stage.text.contains("metadata:"))
    let change = try #require(stage.dryRunPlan?.changes.last)
    #expect(Set(change.diffOfSpecFirst(context: 3).map(\.text)) == Set(change.diff.map(\.text)))
  }
}
