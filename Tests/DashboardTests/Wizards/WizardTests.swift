import Cells
import Documents
import MeshModel
import Settings
import Testing
import TrafficConfig

@testable import Dashboard

/// Keys in, plan out.
@Suite("Wizards") struct WizardTests {
  static func stage(
    _ virtualServices: [String] = [WizardObjects.rich], rules: [String] = [WizardObjects.policy],
    size: Size = Size(width: 120, height: 40)
  ) -> Stage {
    Stage(
      size: size,
      configuration: Objects.configuration(
        virtualServices: virtualServices, destinationRules: rules, gateways: [WizardObjects.gateway]))
  }

  private func form(_ stage: Stage) -> Form? {
    if case .wizard(let screen)? = stage.state.front { screen.form } else { nil }
  }

  /// What a script does to a form: keys by name, or text in quotes.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// Opens the form from the graph.
    var open: String
    var steps: [Step]
    /// The paths in `spec.http[1]` that may differ.
    var keys: [String]
    /// What stands at a path of the object afterwards, as JSON.
    var wanted: [(path: String, value: JSONValue?)]

    var testDescription: String { name }
  }

  enum Step: Sendable {
    case keys([Key])
    case text(String)
    /// Empties the text under the cursor and types another.
    case set(String)
    /// Goes to a field.
    case go(String)
  }

  static func run(_ steps: [Step], on stage: inout Stage) {
    for step in steps {
      switch step {
      case .keys(let keys): for key in keys { stage.press(key) }
      case .text(let text): for character in text { stage.press(character == " " ? .space : .character(character)) }
      case .set(let text):
        stage.press(.end, .control("u"))
        run([.text(text)], on: &stage)
      case .go(let field):
        for _ in 0..<60 {
          guard case .wizard(let screen)? = stage.state.front, screen.form.place.field != field else { break }
          stage.press(.tab)
        }
      }
    }
  }

  static let main: [Case] = [
    Case(
      name: "delay", open: "f", steps: [.go("delay"), .set("5s"), .go("delayPercent"), .set("50")], keys: ["fault"],
      wanted: [
        ("spec.http[1].fault.delay.fixedDelay", "5s"), ("spec.http[1].fault.delay.percentage.value", 50),
      ]),
    Case(
      name: "abort, for good", open: "f",
      steps: [
        .go("kind"), .keys([.right]), .go("status"), .set("500"), .go("abortPercent"), .text("-"), .go("expiry"),
        .set("none"),
      ], keys: ["fault"],
      wanted: [
        ("spec.http[1].fault.abort.httpStatus", 500), ("spec.http[1].fault.abort.percentage.value", 99),
        ("metadata.annotations", nil),
      ]),
    Case(
      name: "abort with gRPC", open: "f",
      steps: [.go("kind"), .keys([.right]), .go("with"), .keys([.right]), .go("grpc"), .text("D")], keys: ["fault"],
      wanted: [("spec.http[1].fault.abort.grpcStatus", "DATA_LOSS")]),
    Case(
      name: "no fault", open: "f", steps: [.go("kind"), .keys([.left])], keys: ["fault"],
      wanted: [("spec.http[1].fault", nil)]),
    Case(
      name: "timeout", open: "t", steps: [.go("timeout"), .set("1500ms")], keys: ["timeout"],
      wanted: [("spec.http[1].timeout", "1.5s")]),
    Case(
      name: "attempts alone", open: "ae", steps: [.go("attempts"), .text("+")], keys: ["retries.attempts"],
      wanted: [("spec.http[1].retries.attempts", 4)]),
    Case(
      name: "retries", open: "ae",
      steps: [.go("perTry"), .set("500ms"), .go("retryOn"), .set("5xx, reset"), .go("backoff"), .set("100ms")],
      keys: ["retries.perTryTimeout", "retries.retryOn", "retries.backoff"],
      wanted: [
        ("spec.http[1].retries.retryOn", "5xx,reset"), ("spec.http[1].retries.perTryTimeout", "500ms"),
        ("spec.http[1].retries.backoff", "100ms"), ("spec.http[1].retries.futureRetry", "x"),
      ]),
    Case(
      name: "conditions emptied", open: "ae", steps: [.go("retryOn"), .set("")], keys: ["retries.retryOn"],
      wanted: [("spec.http[1].retries.retryOn", nil), ("spec.http[1].retries.attempts", 3)]),
    Case(
      name: "number emptied", open: "ae", steps: [.go("attempts"), .set("")], keys: ["retries.attempts"],
      wanted: [("spec.http[1].retries.retryOn", "5xx"), ("spec.http[1].retries.attempts", 2)]),
    Case(
      name: "never again", open: "ae", steps: [.go("mode"), .keys([.right])], keys: ["retries"],
      wanted: [("spec.http[1].retries.attempts", 0), ("spec.http[1].retries.retryOn", nil)]),
    Case(
      name: "retries as the mesh does", open: "ae", steps: [.go("mode"), .keys([.left])], keys: ["retries"],
      wanted: [("spec.http[1].retries", nil)]),
    Case(
      name: "mirror", open: "am", steps: [.go("percent"), .set("2.5")], keys: ["mirror", "mirrorPercentage"],
      wanted: [("spec.http[1].mirror.subset", "v3"), ("spec.http[1].mirrorPercentage.value", 2.5)]),
    Case(
      name: "mirror to a namespace that is not shown", open: "am",
      steps: [.go("to"), .keys([.right]), .go("service"), .text("audit.ops")], keys: ["mirror", "mirrorPercentage"],
      wanted: [("spec.http[1].mirror.host", "audit.ops.svc.cluster.local"), ("spec.http[1].mirror.subset", nil)]),
    Case(
      name: "mirror to another service", open: "am",
      steps: [.go("to"), .keys([.right]), .go("service"), .text("ratings")], keys: ["mirror", "mirrorPercentage"],
      wanted: [("spec.http[1].mirror.host", "ratings.default.svc.cluster.local")]),
    Case(
      name: "rewrite", open: "ai", steps: [.go("uri"), .text("/v2")], keys: ["rewrite"],
      wanted: [("spec.http[1].rewrite.uri", "/v2")]),
    Case(
      name: "rewrite of a pattern", open: "ai",
      steps: [
        .go("mode"), .keys([.right]), .go("pattern"), .text("^/a(.*)"), .go("replacement"), .text("/b\\1"),
      ], keys: ["rewrite"],
      wanted: [
        ("spec.http[1].rewrite.uriRegexRewrite.match", "^/a(.*)"),
        ("spec.http[1].rewrite.uriRegexRewrite.rewrite", "/b\\1"),
      ]),
    Case(
      name: "headers", open: "an",
      steps: [
        .go("headers"), .keys([.enter, .tab, .tab]), .text("x-env"), .keys([.tab]), .text("test"),
        .keys([.control("n"), .right, .tab, .left, .tab]), .text("server"),
      ], keys: ["headers.request.set.x-env", "headers.response"],
      wanted: [
        ("spec.http[1].headers.request.set.x-env", "test"), ("spec.http[1].headers.response.remove[0]", "server"),
        ("spec.http[1].headers.request.remove[0]", "x-old"),
      ]),
    Case(
      name: "another origin", open: "ab",
      steps: [
        .go("origins"), .keys([.control("n"), .right, .tab]), .text("https://b."), .go("credentials"), .keys([.space]),
        .go("maxAge"), .set("60s"),
      ], keys: ["corsPolicy"],
      wanted: [
        ("spec.http[1].corsPolicy.allowOrigins[0].exact", "https://a.example"),
        ("spec.http[1].corsPolicy.allowOrigins[1].prefix", "https://b."),
        ("spec.http[1].corsPolicy.allowCredentials", true), ("spec.http[1].corsPolicy.maxAge", "60s"),
      ]),
    Case(
      name: "direct response", open: "aa", steps: [.go("status"), .set("418"), .go("body"), .text("short and stout")],
      keys: ["directResponse", "route", "fault", "retries"],
      wanted: [
        ("spec.http[1].directResponse.status", 418), ("spec.http[1].directResponse.body.string", "short and stout"),
        ("spec.http[1].route", nil),
      ]),
    Case(
      name: "redirect", open: "ad",
      steps: [.go("uri"), .text("/moved"), .go("authority"), .text("shop.example.com"), .go("code"), .keys([.right])],
      keys: ["redirect", "route", "fault", "retries"],
      wanted: [
        ("spec.http[1].redirect.uri", "/moved"), ("spec.http[1].redirect.authority", "shop.example.com"),
        ("spec.http[1].redirect.redirectCode", 302),
      ]),
    Case(
      name: "reset of a feature", open: "ax",
      steps: [.go("extent"), .keys([.right, .right]), .go("feature"), .text("h")], keys: ["headers"],
      wanted: [("spec.http[1].headers", nil)]),
    Case(
      name: "all to one version", open: "ax", steps: [.go("version"), .text("v")], keys: ["route"],
      wanted: [("spec.http[1].route[0].weight", 0), ("spec.http[1].route[1].weight", 100)]),
  ]

  private func without(_ keys: [String], _ document: JSONValue?) -> String {
    var copy = document ?? .null
    for key in keys { copy[JSONPath("spec.http[1]." + key) ?? JSONPath()] = nil }
    copy["metadata"]?["annotations"] = nil
    return copy.serialized()
  }

  @Test("change what they say and nothing else of a hand-written object", arguments: main)
  func edits(edit: Case) throws {
    var stage = Self.stage()
    stage.type(edit.open)
    Self.run(edit.steps + [.keys([.control("p")])], on: &stage)
    let plan = try #require(stage.dryRunPlan, "\(stage.text)")
    #expect(plan.changes.map(\.reference.description) == ["VirtualService default/reviews"])
    let change = try #require(plan.changes.first)
    #expect(change.resourceVersion == "48213")
    for (path, value) in edit.wanted {
      let found = change.after?[try #require(JSONPath(path))]
      #expect(found == value, "\(path) is \(found?.serialized() ?? "nothing")")
    }
    #expect(without(edit.keys, change.after) == without(edit.keys, change.before))
    if case .preview? = stage.state.front {} else { Issue.record("no preview") }
  }

  @Test("a fault ends after ten minutes unless something else is said, and none has to be typed")
  func expiry() throws {
    var stage = Self.stage()
    stage.type("f")
    Self.run([.go("delay"), .set("7s"), .keys([.control("p")])], on: &stage)
    let plan = try #require(stage.dryRunPlan)
    let after = try #require(plan.changes[0].after)
    let edit = try #require(ExpiringEdit.all(of: after).first)
    #expect(edit.until.rounded() == (stage.state.now + 600).rounded())
    #expect(edit.author == "ann")
    // An empty field is no answer.
    stage.press(.escape)
    Self.run([.go("expiry"), .set(""), .keys([.control("p")])], on: &stage)
    #expect(form(stage)?.firstWrong?.id == "expiry")
    #expect(stage.text.contains("This is missing."))
    Self.run([.set("never"), .keys([.control("p")])], on: &stage)
    #expect(stage.text.contains("at least 1s"))
    Self.run([.set("none"), .keys([.control("p")])], on: &stage)
    let forGood = try #require(stage.dryRunPlan?.changes[0].after)
    #expect(forGood[["spec", "http", 1, "fault", "delay", "fixedDelay"]] == "7s")
    #expect(ExpiringEdit.all(of: forGood).isEmpty)
  }

  @Test("only some requests get a rule of their own in front")
  func scoped() throws {
    var stage = Self.stage()
    stage.type("f")
    Self.run(
      [
        .go("scope"), .keys([.left, .left]), .go("conditions"), .keys([.enter, .tab]), .text("end-user"),
        .keys([.tab, .tab]), .text("anna"), .go("delay"), .set("3s"), .keys([.control("p")]),
      ], on: &stage)
    let plan = try #require(stage.dryRunPlan, "\(stage.text)")
    let rules = try #require(plan.changes[0].after?[["spec", "http"]]?.array)
    #expect(rules.count == 4)
    #expect(rules[1]["match"] == [["headers": ["end-user": ["exact": "anna"]]]])
    #expect(rules[1]["fault"]?["delay"]?["fixedDelay"] == "3s")
  }

  @Test("what was not entered follows the rule that is chosen")
  func otherRule() {
    var stage = Self.stage()
    stage.type("t")
    #expect(form(stage)?.answers.text("timeout") == "")
    stage.press(.left)
    #expect(form(stage)?.answers.text("timeout") == "2s")
    Self.run([.go("timeout"), .set("4s")], on: &stage)
    Self.run([.go("scope"), .keys([.right])], on: &stage)
    #expect(form(stage)?.answers.text("timeout") == "4s")
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    var open: String
    var steps: [Step]
    var field: String
    var text: String
    var testDescription: String { "\(open) \(field)" }
  }

  static let wrong: [Wrong] = [
    Wrong(open: "f", steps: [.go("delay"), .set("0s")], field: "delay", text: "at least 1ms"),
    Wrong(open: "f", steps: [.go("delayPercent"), .set("101")], field: "delayPercent", text: "up to 100"),
    Wrong(
      open: "f", steps: [.go("kind"), .keys([.right]), .go("status"), .set("99")], field: "status", text: "200 to 599"),
    Wrong(open: "t", steps: [.go("timeout"), .set("soon")], field: "timeout", text: "such as 5s"),
    Wrong(open: "t", steps: [], field: "timeout", text: "This is missing."),
    Wrong(open: "ae", steps: [.go("retryOn"), .set("5xx,teapot")], field: "retryOn", text: "teapot is no condition"),
    Wrong(open: "am", steps: [.go("percent"), .set("0")], field: "percent", text: "above 0"),
    Wrong(open: "ad", steps: [.go("port"), .set("70000")], field: "port", text: "1 to 65535"),
    Wrong(open: "ai", steps: [.go("uri"), .set("x")], field: "uri", text: "begins with /"),
    Wrong(
      open: "ai", steps: [.go("mode"), .keys([.right]), .go("pattern"), .set("(")], field: "pattern", text: "✗"),
    Wrong(
      open: "an", steps: [.go("headers"), .keys([.enter, .tab, .tab]), .text("a b")], field: "headers",
      text: "no name of a header"),
    Wrong(
      open: "ab", steps: [.go("origins"), .keys([.control("n"), .tab]), .text("shop")], field: "origins",
      text: "an origin has a scheme"),
    Wrong(open: "an", steps: [], field: "headers", text: "At least one row"),
    Wrong(open: "aa", steps: [.go("status"), .set("1000")], field: "status", text: "200 to 599"),
    Wrong(open: "ao", steps: [.go("host"), .set("shop")], field: "host", text: "full host name"),
    Wrong(
      open: "ao", steps: [.go("host"), .set("a.example"), .go("path"), .set("x")], field: "path", text: "begins with /"),
    Wrong(
      open: "as", steps: [.go("host"), .set("a.example"), .go("prefix"), .set("")], field: "prefix", text: "missing"),
    Wrong(open: "p", steps: [.go("maxConnections"), .set("0")], field: "maxConnections", text: "from 1 on"),
    Wrong(open: "p", steps: [.go("maxEjectionPercent"), .set("101")], field: "maxEjectionPercent", text: "0 to 100"),
    Wrong(open: "p", steps: [.go("lb"), .text("h")], field: "hashName", text: "missing"),
  ]

  @Test("what is wrong is said at the field, before any server is asked", arguments: wrong)
  func errors(wrong: Wrong) {
    var stage = Self.stage()
    stage.type(wrong.open)
    Self.run(wrong.steps + [.keys([.control("p")])], on: &stage)
    #expect(stage.dryRunPlan == nil)
    #expect(form(stage)?.place.field == wrong.field)
    #expect(stage.text.contains(wrong.text), "\(stage.text)")
  }

  @Test("a refusal of the plan itself is told in the form")
  func refused() {
    var stage = Self.stage()
    stage.type("ad")
    stage.press(.control("p"))
    #expect(stage.dryRunPlan == nil)
    #expect(stage.text.contains("✗ A redirect needs a path"))
  }

  @Test("from nothing an object is made", arguments: [("f", 5.0), ("t", 3.0)])
  func fromNothing(open: String, seconds: Double) throws {
    var stage = Self.stage([], rules: [])
    stage.type(open)
    Self.run(
      [.go(open == "f" ? "delay" : "timeout"), .set("\(Int(seconds))s"), .keys([.control("p")])], on: &stage)
    let plan = try #require(stage.dryRunPlan)
    #expect(plan.changes.map(\.operation) == [.create])
    #expect(plan.changes[0].after?["metadata"]?["labels"]?["app.kubernetes.io/managed-by"] == "vigla")
  }
}
