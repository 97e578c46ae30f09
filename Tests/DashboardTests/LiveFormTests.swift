import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("The weights form follows the live configuration") struct LiveFormTests {
  private func opened(_ objects: [String], size: Size = Size(width: 120, height: 40)) -> Stage {
    var stage = Stage(size: size, configuration: Objects.configuration(virtualServices: objects))
    stage.type("w")
    return stage
  }

  private func form(_ stage: Stage) -> WeightsScreen? {
    if case .weights(let screen)? = stage.state.front { screen } else { nil }
  }

  private func look(_ objects: [String]) -> DashboardEvent {
    .mesh(MeshView(snapshot: Bookinfo().snapshot(), configuration: Objects.configuration(virtualServices: objects)))
  }

  @Test("its VirtualService is deleted: what was typed stands, and a new object is planned", arguments: [true, false])
  func deleted(isTyped: Bool) throws {
    var stage = opened([Objects.virtualService])
    if isTyped { stage.press(.shiftLeft) }
    stage.send(look([]))
    let screen = try #require(form(stage))
    #expect(screen.governor == nil)
    #expect(screen.dial?.weights == (isTyped ? [70, 30, 0] : screen.current?.weights))
    #expect(stage.text.contains("VirtualService default/reviews was deleted: no rule now, one would be created."))
    #expect(stage.text.contains("What you entered is kept.") == isTyped)
    if !isTyped { stage.press(.shiftLeft) }
    stage.press(.enter)
    let plan = try #require(stage.dryRunPlan)
    #expect(plan.changes.contains { $0.reference.kind == "VirtualService" && $0.before == nil })
  }

  @Test("a VirtualService appears: its routes are there, Tab goes to them, Enter edits it")
  func appears() throws {
    var stage = opened([])
    stage.press(.right)
    let typed = try #require(form(stage)?.dial?.weights)
    stage.send(look([Objects.twoRoutes]))
    #expect(form(stage)?.routes.count == 2)
    #expect(form(stage)?.current?.weights == [80, 20, 0])
    #expect(form(stage)?.dial?.weights == typed)
    #expect(stage.text.contains("VirtualService default/reviews was created meanwhile"))
    #expect(!stage.text.contains("No rule"))
    stage.press(.tab)
    #expect(form(stage)?.current?.split.matchSummary?.contains("jason") == true)
    stage.press(.tab, .enter)
    #expect(try #require(stage.dryRunPlan).changes.map(\.before).contains(nil) == false)
  }

  @Test("a draft of another time meets the routes as they are now")
  func reopened() {
    var stage = opened([])
    stage.press(.right, .escape)
    stage.send(look([Objects.virtualService]))
    stage.type("w")
    #expect(form(stage)?.current?.weights == [80, 20, 0])
    #expect(form(stage)?.isDraft == true)
    #expect(stage.text.contains("draft"))
    stage.type("x")
    #expect(form(stage)?.dial?.weights == [80, 20, 0])
    // Once the message about it is gone.
    stage.send(.tick(stage.state.now + 10))
    #expect(!stage.text.contains("draft"))
    // Nothing is kept of it.
    stage.press(.escape)
    #expect(stage.state.drafts.isEmpty)
  }

  @Test("a draft is told of once and kept for ten minutes", arguments: [(590.0, true), (610.0, false)])
  func expiry(seconds: Double, isKept: Bool) {
    var stage = opened([Objects.virtualService])
    stage.press(.shiftLeft, .escape)
    stage.type("w")
    stage.press(.escape)
    #expect(stage.state.toasts.count == 1)
    #expect(stage.state.messages.count == 1)
    stage.send(.tick(stage.state.now + seconds))
    stage.type("w")
    #expect(form(stage)?.dial?.weights == (isKept ? [70, 30, 0] : [80, 20, 0]))
  }

  @Test("weights typed for a version that is gone are dropped, and that is said")
  func versionGone() {
    let twoSubsets = Objects.virtualService.replacing("subset: v2", with: "subset: v9")
    var stage = opened([twoSubsets])
    stage.press(.down, .right)
    stage.send(look([Objects.virtualService]))
    #expect(form(stage)?.dial?.weights == form(stage)?.current?.weights)
    #expect(stage.text.contains("is dropped"))
  }

  @Test("two VirtualServices claim the host meanwhile: the form says why it cannot go on")
  func rivals() {
    var stage = opened([Objects.virtualService])
    stage.press(.shiftLeft)
    stage.send(look([Objects.virtualService, Objects.virtualService.replacing("name: reviews", with: "name: rival")]))
    #expect(stage.text.contains("2 VirtualServices claim"))
    stage.press(.enter)
    #expect(stage.dryRunPlan == nil)
    #expect(form(stage)?.problem?.contains("2 VirtualServices claim") == true)
  }

  @Test("over a frozen graph the figures are live, and that is said", arguments: Stage.sizes)
  func frozen(size: Size) {
    var stage = Stage(size: size)
    stage.press(.space)
    stage.type("w")
    #expect(stage.text.contains("FROZEN"))
    #expect(stage.text.contains(size.width < 60 ? "  live" : "the figures here are live"))
  }

  @Test("the wheel over a row moves that row by one; elsewhere it does nothing")
  func wheel() {
    var stage = opened([Objects.virtualService])
    let layout = WeightsLayout(area: stage.state.panes.form, labels: ["v1", "v2", "v3"], rows: 3)
    func turn(_ kind: MouseEvent.Kind, row: Int) {
      let y = layout.area.y + layout.firstRow + row * layout.rowHeight
      stage.send(.input(.mouse(MouseEvent(kind: kind, x: 10, y: y))))
    }
    turn(.wheelUp, row: 1)
    #expect(form(stage)?.row == 1)
    #expect(form(stage)?.dial?.weights == [79, 21, 0])
    turn(.wheelDown, row: 0)
    #expect(form(stage)?.dial?.weights == [78, 22, 0])
    turn(.wheelDown, row: 9)
    #expect(form(stage)?.dial?.weights == [78, 22, 0])
  }
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}
