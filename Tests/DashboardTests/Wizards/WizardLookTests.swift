import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

/// The wizards as they are meant to look.
@Suite("Look of the wizards") struct WizardLookTests {
  private static let main = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  private func opened(_ keys: String, size: Size, _ glyphs: GlyphSet = .unicode) -> Stage {
    var stage = Stage(
      size: size, glyphs: glyphs,
      configuration: Objects.configuration(
        virtualServices: [WizardObjects.rich], destinationRules: [WizardObjects.policy],
        gateways: [WizardObjects.gateway]))
    stage.type(keys)
    return stage
  }

  @Test("the list of what can be done", arguments: Stage.sizes)
  func actions(size: Size) throws {
    try Golden.check(opened("a", size: size).canvas(), "actions-\(size.width)x\(size.height)")
  }

  @Test("each form as it opens", arguments: ["f", "t", "e", "m", "p", "o", "s", "d", "i", "n", "b", "a", "x"], main)
  func forms(key: String, size: Size) throws {
    let stage = opened("a" + key, size: size)
    guard case .wizard(let screen)? = stage.state.front else {
      Issue.record("\(key) opened no form")
      return
    }
    try Golden.check(stage.canvas(), "wizard-\(screen.kind.rawValue)-\(size.width)x\(size.height)")
  }

  @Test("the smallest and a wide screen", arguments: [Stage.sizes[0], Stage.sizes[3]])
  func extremes(size: Size) throws {
    var stage = opened("f", size: size)
    stage.press(.right, .right)
    stage.press(.down, .down, .backTab)
    try Golden.check(stage.canvas(), "wizard-scope-\(size.width)x\(size.height)")
    try Golden.check(opened("p", size: size).canvas(), "wizard-policy-\(size.width)x\(size.height)")
  }

  @Test("errors stand at their fields", arguments: Stage.sizes)
  func errors(size: Size) throws {
    var stage = opened("f", size: size)
    stage.press(.down, .down)
    stage.press(.control("u"))
    stage.type("soon")
    stage.press(.down, .control("u"), .control("p"))
    try Golden.check(stage.canvas(), "wizard-errors-\(size.width)x\(size.height)")
  }

  @Test("the rules of a service", arguments: Stage.sizes)
  func rules(size: Size) throws {
    try Golden.check(opened("r", size: size).canvas(), "rules-\(size.width)x\(size.height)")
  }

  @Test("a rule", arguments: Stage.sizes)
  func rule(size: Size) throws {
    var stage = opened("r", size: size)
    stage.press(.enter)
    try Golden.check(stage.canvas(), "rule-\(size.width)x\(size.height)")
  }

  @Test("leaving asks", arguments: main)
  func leaving(size: Size) throws {
    var stage = opened("t", size: size)
    stage.press(.down, .down)
    stage.type("3")
    stage.press(.escape)
    try Golden.check(stage.canvas(), "wizard-leaving-\(size.width)x\(size.height)")
  }

  @Test("an object with its findings", arguments: Stage.sizes)
  func document(size: Size) throws {
    try Golden.check(opened("Y", size: size).canvas(), "yaml-\(size.width)x\(size.height)")
  }

  @Test("the changes so far", arguments: Stage.sizes)
  func history(size: Size) throws {
    var stage = opened("c", size: size)
    stage.send(.journal(WizardObjects.journal(now: stage.state.now)))
    try Golden.check(stage.canvas(), "history-\(size.width)x\(size.height)")
    stage.press(.enter)
    try Golden.check(stage.canvas(), "history-diff-\(size.width)x\(size.height)")
  }

  @Test("removing everything wants to be confirmed by typing", arguments: main)
  func confirmation(size: Size) throws {
    var stage = opened("ax", size: size)
    stage.press(.left, .control("p"))
    stage.acceptDryRun()
    stage.type("yrev")
    try Golden.check(stage.canvas(), "preview-typed-\(size.width)x\(size.height)")
  }
}
