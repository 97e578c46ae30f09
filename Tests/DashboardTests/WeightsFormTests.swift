import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Weights form") struct WeightsFormTests {
  private func opened(
    _ objects: [String] = [Objects.virtualService], size: Size = Size(width: 120, height: 40)
  ) -> Stage {
    var stage = Stage(size: size, configuration: Objects.configuration(virtualServices: objects))
    stage.type("w")
    return stage
  }

  private func form(_ stage: Stage) -> WeightsScreen? {
    if case .weights(let screen)? = stage.state.front { screen } else { nil }
  }

  private func weights(_ stage: Stage) -> [Int]? { form(stage)?.dial?.weights }

  @Test(
    "keys set the weights",
    arguments: [
      ([Key.left], [79, 21, 0]), ([.shiftLeft], [70, 30, 0]), ([.shiftRight, .shiftRight], [100, 0, 0]),
      ([.down, .right], [79, 21, 0]), ([.character("5"), .character("0")], [50, 50, 0]),
      ([.character("7")], [7, 93, 0]), ([.character("9"), .character("9"), .character("9")], [9, 91, 0]),
      ([.character("1"), .character("0"), .character("0")], [100, 0, 0]),
      ([.character("4"), .character("2"), .backspace], [4, 96, 0]), ([.character("=")], [34, 33, 33]),
      ([.down, .character("a")], [0, 100, 0]), ([.down, .down, .character("1"), .character("0")], [72, 18, 10]),
      // Locked at 20, the second row gives nothing to the third.
      ([.down, .character("l"), .down, .character("9"), .character("9")], [0, 20, 80]),
      ([.down, .character("l"), .up, .shiftLeft], [70, 20, 10]),
      ([.character("l"), .shiftLeft], [80, 20, 0]),
    ])
  func keys(keys: [Key], wanted: [Int]) {
    var stage = opened()
    for key in keys { stage.press(key) }
    #expect(weights(stage) == wanted)
  }

  @Test("rows stand as the card has them, whatever the order in the route")
  func order() throws {
    let reversed = """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: reviews, namespace: default, resourceVersion: "1"}
      spec:
        hosts: [reviews]
        http:
        - route:
          - {destination: {host: reviews, subset: v3}, weight: 0}
          - {destination: {host: reviews, subset: v2}, weight: 20}
          - {destination: {host: reviews, subset: v1}, weight: 80}
      """
    let screen = try #require(form(opened([reversed])))
    #expect(screen.current?.targets.map(\.name) == ["v1", "v2", "v3"])
    #expect(screen.dial?.weights == [80, 20, 0])
  }

  @Test("the sum is 100 after any keys", arguments: UInt64(1)...12)
  func property(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var stage = opened([Objects.twoRoutes])
    let keys: [Key] =
      [.left, .right, .shiftLeft, .shiftRight, .up, .down, .tab, .backTab, .backspace]
      + "0123456789l=aHL".map { Key.character($0) }
    for _ in 0..<150 {
      stage.press(keys.randomElement(using: &random) ?? .left)
      guard let screen = form(stage) else {
        Issue.record("the form was left")
        return
      }
      for dial in screen.dials { #expect(dial.weights.reduce(0, +) == 100) }
    }
  }

  @Test("the mouse drags a bar, also beyond its ends")
  func mouse() {
    var stage = opened()
    let layout = WeightsLayout(area: stage.state.panes.form, labels: ["v1", "v2", "v3"], rows: 3)
    func point(_ kind: MouseEvent.Kind, row: Int, share: Double, dx: Int = 0) {
      stage.send(
        .input(
          .mouse(
            MouseEvent(
              kind: kind, x: layout.area.x + layout.bar + Int(Double(layout.barWidth - 1) * share) + dx,
              y: layout.area.y + layout.firstRow + row * layout.rowHeight))))
    }
    point(.press, row: 1, share: 0.5)
    #expect(form(stage)?.row == 1)
    #expect(abs((weights(stage)?[1] ?? 0) - 50) <= 1)
    point(.drag, row: 0, share: 1, dx: 30)
    #expect(weights(stage) == [0, 100, 0])
    point(.drag, row: 5, share: 0, dx: -20)
    #expect(weights(stage)?[1] == 0)
    point(.release, row: 1, share: 0.2)
    point(.drag, row: 1, share: 0.9)
    #expect(weights(stage)?[1] == 0)
  }

  @Test("begins with the route for everybody; Tab goes to others and loses nothing")
  func routes() {
    var stage = opened([Objects.twoRoutes])
    #expect(form(stage)?.current?.split.isCatchAll == true)
    stage.press(.shiftLeft, .tab)
    #expect(form(stage)?.current?.split.matchSummary?.contains("jason") == true)
    stage.press(.tab)
    #expect(weights(stage) == [70, 30, 0])
  }

  @Test("what others write meanwhile is taken over, but not over what was entered")
  func concurrentChange() {
    let changed = Objects.virtualService.replacing("weight: 80", with: "weight: 60").replacing(
      "weight: 20", with: "weight: 40")
    let view = MeshView(
      snapshot: Bookinfo().snapshot(), configuration: Objects.configuration(virtualServices: [changed]))
    var untouched = opened()
    untouched.send(.mesh(view))
    #expect(weights(untouched) == [60, 40, 0])
    var edited = opened()
    edited.press(.shiftLeft)
    edited.send(.mesh(view))
    #expect(weights(edited) == [70, 30, 0])
    #expect(form(edited)?.current?.weights == [60, 40, 0])
    #expect(edited.text.contains("was changed by somebody else: live is 60/40/0."))
  }

  @Test("leaving keeps what was entered, and says so")
  func draft() {
    var stage = opened()
    stage.press(.shiftLeft, .escape)
    #expect(stage.state.front == nil)
    #expect(stage.state.messages.last?.text.contains("kept") == true)
    stage.type("w")
    #expect(weights(stage) == [70, 30, 0])
  }

  @Test("nothing changed, nothing to preview")
  func unchanged() {
    var stage = opened()
    stage.press(.enter)
    #expect(form(stage)?.problem != nil)
    #expect(stage.effects.isEmpty)
  }

  @Test("without a VirtualService one is planned, after the rule with the subsets")
  func creates() throws {
    var stage = Stage(configuration: Objects.configuration(virtualServices: [], destinationRules: []))
    stage.type("w8")
    stage.press(.character("0"), .down, .character("2"), .character("0"), .enter)
    let plan = try #require(stage.dryRunPlan)
    #expect(plan.changes.map(\.reference.kind) == ["DestinationRule", "VirtualService"])
    #expect(plan.changes.allSatisfy { $0.before == nil })
  }
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}
