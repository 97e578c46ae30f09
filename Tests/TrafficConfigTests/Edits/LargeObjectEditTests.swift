import Documents
import MeshModel
import Testing

@testable import TrafficConfig

/// Edits of a hand-written object with fields that nobody here knows: nothing but what they say changes.
@Suite struct LargeObjectEditTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// The paths in `http[1]` that may differ.
    var keys: [String]
    var plan: @Sendable (EditContext) throws -> ChangePlan

    var testDescription: String { name }
  }

  static let inPlace: [Case] = [
    Case(name: "delay", keys: ["fault.delay.fixedDelay", "fault.delay.percentage", "fault.delay.percent"]) {
      try FaultEdit.plan(
        FaultRequest(scope: try EditSamples.scope(), delay: 5, delayPercent: 50, expiry: .never), in: $0)
    },
    Case(name: "abort", keys: ["fault.abort"]) {
      try FaultEdit.plan(
        FaultRequest(scope: try EditSamples.scope(), abort: .grpc("UNAVAILABLE"), expiry: .never), in: $0)
    },
    Case(name: "timeout", keys: ["timeout"]) { try TimeoutEdit.plan(1, for: try EditSamples.scope(), in: $0) },
    Case(name: "no timeout", keys: ["timeout"]) { try TimeoutEdit.plan(nil, for: try EditSamples.scope(), in: $0) },
    Case(name: "per try", keys: ["retries.perTryTimeout"]) {
      try RetryEdit.plan(RetryRequest(scope: try EditSamples.scope(), perTry: 0.5), in: $0)
    },
    Case(name: "attempts", keys: ["retries.attempts"]) {
      try RetryEdit.plan(RetryRequest(scope: try EditSamples.scope(), attempts: 1), in: $0)
    },
    Case(name: "mirror", keys: ["mirrorPercentage", "mirror_percent"]) {
      try MirrorEdit.plan(to: "v3", percent: 25, for: try EditSamples.scope(), in: $0)
    },
    Case(name: "no mirror", keys: ["mirror", "mirror_percent"]) {
      try MirrorEdit.plan(to: nil, percent: 0, for: try EditSamples.scope(), in: $0)
    },
    Case(name: "rewrite", keys: ["rewrite.uri"]) {
      try RewriteEdit.plan(RewriteRequest(scope: try EditSamples.scope(), uri: "/x"), in: $0)
    },
    Case(name: "headers", keys: ["headers.request.set.x-b", "headers.response"]) {
      var request = HeaderRequest(scope: try EditSamples.scope())
      request.request.set = [.init(name: "x-b", value: "1")]
      request.response.add = [.init(name: "x-c", value: "2")]
      return try HeaderEdit.plan(request, in: $0)
    },
    Case(name: "weights of a rule", keys: ["route"]) {
      try RouteRuleEdit.plan(
        RouteRuleRequest(scope: try EditSamples.scope(route: 1), targets: [.init("v1", 60), .init("v2", 40)]), in: $0)
    },
    Case(name: "reset of the timeout", keys: ["timeout"]) {
      try RoutingReset.plan(ResetRequest(scope: try EditSamples.scope(), extent: .feature(.timeout)), in: $0)
    },
  ]

  private func without(_ keys: [String], _ document: JSONValue?) -> String {
    var copy = document ?? .null
    for key in keys {
      let steps = key.split(separator: ".").map { JSONPath.Step.key(String($0)) }
      copy[JSONPath(["spec", "http", 1] + steps)] = nil
    }
    return copy.serialized()
  }

  @Test(arguments: inPlace) func changesOnlyWhatItSays(edit: Case) throws {
    let mesh = try EditSamples.largeMesh()
    let plan = try edit.plan(EditSamples.context(mesh))
    #expect(plan.changes.map(\.reference.description) == ["VirtualService default/reviews"])
    let change = try #require(plan.changes.first)
    #expect(change.operation == .update)
    #expect(change.resourceVersion == "7")
    #expect(change.before != change.after)
    #expect(without(edit.keys, change.after) == without(edit.keys, change.before))
    #expect(!plan.hasErrors, "\(plan.findings)")
    #expect(plan.sentence.hasPrefix("reviews.default"))
  }

  /// A scoped edit puts a rule in front; without it the object is as it was.
  @Test func theOtherRulesStayByteForByte() throws {
    let mesh = try EditSamples.largeMesh()
    let scope = try EditSamples.scope("header:x-test")
    let plan = try FaultEdit.plan(
      FaultRequest(scope: scope, abort: .http(500), expiry: .never), in: EditSamples.context(mesh))
    let change = try #require(plan.changes.first)
    var after = try #require(change.after)
    let rule = try #require(after[["spec", "http", 1]])
    #expect(rule["match"] == [["headers": ["x-test": [:]]]])
    #expect(rule["name"] == nil)
    #expect(rule["timeout"] == "2s")
    after[["spec", "http", 1]] = nil
    #expect(after.serialized() == change.before?.serialized())
    #expect(plan.sentence.contains("Adds rule 2 to VirtualService default/reviews. 3 other routes untouched."))
    // A second edit with the same conditions finds the rule.
    let changed = try EditSamples.mesh(after: plan, from: mesh)
    let again = try TimeoutEdit.plan(7, for: scope, in: EditSamples.context(changed))
    #expect(again.changes.first?.after?[["spec", "http"]]?.array?.count == 3)
    #expect(again.changes.first?.after?[["spec", "http", 1, "timeout"]] == "7s")
  }

  @Test func aRuleWithNamesInItsMatchIsFound() throws {
    let mesh = try EditSamples.largeMesh()
    let plan = try RouteRuleEdit.plan(
      RouteRuleRequest(scope: try EditSamples.scope("header:end-user=jason"), targets: [.init("v3", 100)]),
      in: EditSamples.context(mesh))
    let change = try #require(plan.changes.first)
    #expect(
      change.after?[["spec", "http", 0, "route"]] == [
        ["destination": ["host": "reviews", "subset": "v2"], "weight": 0],
        ["destination": ["host": "reviews", "subset": "v3"], "weight": 100],
      ])
    var (before, after) = (try #require(change.before), try #require(change.after))
    before[["spec", "http", 0, "route"]] = nil
    after[["spec", "http", 0, "route"]] = nil
    #expect(before.serialized() == after.serialized())
    let jason = try EditSamples.decide(plan, from: mesh, headers: ["end-user": "jason"]).forward
    #expect(jason?.destinations.map(\.subset) == ["v3"])
  }

  @Test func newRulesGoBeforeTheCatchAllOrWhereTheyAreTold() throws {
    let mesh = try EditSamples.largeMesh()
    var request = RouteRuleRequest(
      scope: try EditSamples.scope("uri^=/a"), targets: [.init("v1", 90), .init("v3", 10)])
    let plan = try RouteRuleEdit.plan(request, in: EditSamples.context(mesh))
    let rule: JSONValue = [
      "match": [["uri": ["prefix": "/a"]]],
      "route": [
        ["destination": ["host": "reviews", "port": ["number": 9080], "subset": "v1"], "weight": 90],
        ["destination": ["host": "reviews", "port": ["number": 9080], "subset": "v3"], "weight": 10],
      ],
    ]
    let written = try #require(plan.changes.first?.after?[["spec", "http", 1]])
    #expect(written["match"] == rule["match"])
    #expect(written["route"]?.array?.compactMap { $0["weight"]?.int } == [90, 10])
    #expect(plan.notices.contains { $0.hasPrefix("The new rule has only its destinations") })
    request.position = 0
    let first = try RouteRuleEdit.plan(request, in: EditSamples.context(mesh))
    #expect(first.changes.first?.after?[["spec", "http", 0, "match"]] == rule["match"])
    request.position = 99
    let last = try RouteRuleEdit.plan(request, in: EditSamples.context(mesh))
    #expect(last.findings.contains { $0.code == "IST0130" })
    #expect(!last.hasErrors)
  }
}
