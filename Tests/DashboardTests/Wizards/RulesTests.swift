import Cells
import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Rules of a service") struct RulesTests {
  private func opened(_ objects: [String] = [WizardObjects.rich]) -> Stage {
    var stage = WizardTests.stage(objects)
    stage.type("r")
    return stage
  }

  private func rules(_ stage: Stage) -> [JSONValue] {
    stage.dryRunPlan?.changes.last?.after?[["spec", "http"]]?.array ?? []
  }

  private func before(_ stage: Stage) -> [JSONValue] {
    stage.dryRunPlan?.changes.last?.before?[["spec", "http"]]?.array ?? []
  }

  @Test("a rule is moved, and nothing else changes")
  func move() throws {
    var stage = opened()
    stage.press(.shiftDown)
    let (old, new) = (before(stage), rules(stage))
    #expect(new == [old[1], old[0], old[2]])
    #expect(stage.dryRunPlan?.findings.contains { $0.code == "IST0130" } == true)
  }

  @Test("a rule is removed, after a preview")
  func remove() {
    var stage = opened()
    stage.press(.down)
    stage.type("d")
    let (old, new) = (before(stage), rules(stage))
    #expect(new == [old[0], old[2]])
    #expect(stage.appliedPlan == nil)
  }

  @Test("a rule is inserted before, after and at the end", arguments: [("i", 0, 0), ("a", 0, 1), ("a", 2, 3)])
  func insert(key: String, row: Int, wanted: Int) throws {
    var stage = opened()
    for _ in 0..<row { stage.press(.down) }
    stage.type(key)
    WizardTests.run(
      [
        .go("conditions"), .keys([.enter]), .text("x-test"), .keys([.tab, .right, .right, .right]),
        .keys([.control("p")]),
      ], on: &stage)
    let new = rules(stage)
    try #require(new.count == 4, "\(stage.text)")
    #expect(new[wanted]["match"] == [["headers": ["x-test": [:]]]])
    #expect(new[wanted]["route"] == [["destination": ["host": "reviews", "subset": "v3"]]])
    var rest = new
    rest.remove(at: wanted)
    #expect(rest == before(stage))
  }

  @Test("weights, conditions and the name of a rule are edited in place")
  func edit() throws {
    var stage = opened()
    stage.press(.enter)
    WizardTests.run(
      [
        .go("conditions"), .keys([.tab, .tab]), .set("/reviews/v2"), .go("name"), .set("tester"),
        .keys([.control("p")]),
      ], on: &stage)
    let (old, new) = (before(stage), rules(stage))
    try #require(new.count == 3, "\(stage.text)")
    #expect(new[0]["name"] == "tester")
    #expect(new[0][["match", 0, "uri"]] == ["prefix": "/reviews/v2"])
    // What a form does not know stays: names, case, other conditions.
    var (a, b) = (old[0], new[0])
    for path: JSONPath in [["name"], ["match", 0, "uri"]] {
      a[path] = nil
      b[path] = nil
    }
    #expect(a.serialized() == b.serialized())
    #expect(Array(old[1...]) == Array(new[1...]))
  }

  @Test("the weights of a rule are edited, and its destinations keep their other fields")
  func weights() throws {
    var stage = opened()
    stage.press(.down, .enter)
    WizardTests.run(
      [
        .go("targets"), .keys([.tab]), .set("60"), .keys([.down]), .set("30"),
        .keys([.control("n"), .left, .left, .tab]),
        .set("10"), .keys([.control("p")]),
      ], on: &stage)
    let new = rules(stage)
    try #require(new.count == 3, "\(stage.text)")
    let route = try #require(new[1]["route"]?.array)
    #expect(route.compactMap { $0["weight"]?.int } == [60, 30, 10])
    #expect(route[0]["futureWeight"]?.serialized() == #"{"a":1.0}"#)
    #expect(new[1]["retries"] == before(stage)[1]["retries"])
  }

  @Test("weights that do not sum to 100 are told in the list")
  func sum() {
    var stage = opened()
    stage.press(.down, .enter)
    WizardTests.run([.go("targets"), .keys([.tab]), .set("60"), .keys([.control("p")])], on: &stage)
    #expect(stage.dryRunPlan == nil)
    #expect(stage.text.contains("The weights sum to 80, not 100."))
  }

  @Test("or makes an alternative, and the groups are read back")
  func groups() throws {
    let match = try YAMLText.parse(WizardObjects.rich)[["spec", "http", 0]] ?? .null
    let groups = MatchCondition.groups(ofRoute: match)
    #expect(groups.map { $0.map(\.text) } == [["uri^=/reviews", "header:end-user=jason"], ["query:beta=1"]])
    #expect(try ConditionRows.groups(ConditionRows.rows(groups).map { $0.map(\.plain) }) == groups)
  }

  @Test("without an object the first rule makes one")
  func fromNothing() throws {
    var stage = opened([])
    #expect(stage.text.contains("No rule"))
    stage.type("i")
    WizardTests.run(
      [
        .go("conditions"), .keys([.enter, .tab]), .text("end-user"), .keys([.tab, .tab]), .text("jason"),
        .keys([.control("p")]),
      ],
      on: &stage)
    let plan = try #require(stage.dryRunPlan, "\(stage.text)")
    #expect(plan.changes.map(\.operation) == [.create])
    #expect(rules(stage).count == 2)
    #expect(rules(stage)[1]["match"] == nil)
  }

  @Test("a rule that somebody else changed meanwhile is not edited by its place")
  func concurrent() {
    var stage = opened()
    stage.press(.enter)
    WizardTests.run([.go("name"), .set("mine")], on: &stage)
    let other = WizardObjects.rich.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.contains("timeout: 2s") ? $0 + "5" : $0 }.joined(separator: "\n")
    stage.send(
      .mesh(
        MeshView(
          snapshot: Bookinfo().snapshot(),
          configuration: Objects.configuration(
            virtualServices: [other], destinationRules: [WizardObjects.policy]))))
    stage.press(.control("p"))
    #expect(stage.dryRunPlan == nil)
    #expect(stage.text.contains("changed or removed by somebody"))
  }

  @Test("who may not write can look, and is told why nothing can be changed")
  func readOnly() {
    var stage = Stage(
      context: DashboardContext(name: "prod-eu", namespaces: ["default"], readOnlyReason: "--read-only"),
      configuration: Objects.configuration(virtualServices: [WizardObjects.rich]))
    stage.type("rd")
    #expect(stage.dryRunPlan == nil)
    #expect(stage.state.messages.last?.text.contains("--read-only") == true)
  }
}
