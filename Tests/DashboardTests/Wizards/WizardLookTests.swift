import Cells
import MeshModel
import Testing
import Texts
import TrafficConfig

@testable import Dashboard

/// The wizards as they are meant to look.
@Suite("Look of the wizards") struct WizardLookTests {
  private func opened(_ keys: String, size: Size) -> Stage {
    var stage = Stage(
      size: size,
      configuration: Objects.configuration(
        virtualServices: [WizardObjects.rich], destinationRules: [WizardObjects.policy],
        gateways: [WizardObjects.gateway]))
    stage.type(keys)
    return stage
  }

  @Test("the list of what can be done", arguments: Stage.sizes)
  func actions(size: Size) throws {
    try Golden.check(opened("a", size: size), "actions")
  }

  @Test(
    "each form as it opens", arguments: ["f", "t", "e", "m", "p", "o", "s", "d", "i", "n", "b", "a", "x"], Stage.sizes)
  func forms(key: String, size: Size) throws {
    let stage = opened("a" + key, size: size)
    guard case .wizard(let screen)? = stage.state.front else {
      Issue.record("\(key) opened no form")
      return
    }
    try Golden.check(stage, "wizard-\(screen.kind.rawValue)")
  }

  @Test("a field further down, and the policy of a service", arguments: Stage.sizes)
  func fields(size: Size) throws {
    var stage = opened("f", size: size)
    stage.press(.right, .right)
    stage.press(.down, .down, .backTab)
    try Golden.check(stage, "wizard-scope")
    try Golden.check(opened("p", size: size), "wizard-policy")
  }

  @Test("errors stand at their fields", arguments: Stage.sizes)
  func errors(size: Size) throws {
    var stage = opened("f", size: size)
    stage.press(.down, .down)
    stage.press(.control("u"))
    stage.type("soon")
    stage.press(.down, .control("u"), .control("p"))
    if Language.current == .english, size.width >= 80 { #expect(stage.text.contains("a field is wrong or empty")) }
    try Golden.check(stage, "wizard-errors")
  }

  @Test("the rules of a service", arguments: Stage.sizes)
  func rules(size: Size) throws {
    try Golden.check(opened("r", size: size), "rules")
  }

  @Test("a rule", arguments: Stage.sizes)
  func rule(size: Size) throws {
    var stage = opened("r", size: size)
    stage.press(.enter)
    try Golden.check(stage, "rule")
  }

  @Test("leaving asks", arguments: Stage.sizes)
  func leaving(size: Size) throws {
    var stage = opened("t", size: size)
    stage.press(.down, .down)
    stage.type("3")
    stage.press(.escape)
    try Golden.check(stage, "wizard-leaving")
  }

  @Test("an object with its findings", arguments: Stage.sizes)
  func document(size: Size) throws {
    try Golden.check(opened("Y", size: size), "yaml")
  }

  @Test("the changes so far", arguments: Stage.sizes)
  func history(size: Size) throws {
    var stage = opened("c", size: size)
    stage.send(.journal(WizardObjects.journal(now: stage.state.now)))
    try Golden.check(stage, "history")
    stage.press(.enter)
    try Golden.check(stage, "history-diff")
  }

  @Test("removing everything wants to be confirmed by typing", arguments: Stage.sizes)
  func confirmation(size: Size) throws {
    var stage = opened("ax", size: size)
    stage.press(.left, .control("p"))
    stage.acceptDryRun()
    stage.type("yrev")
    try Golden.check(stage, "preview-typed")
  }
}
