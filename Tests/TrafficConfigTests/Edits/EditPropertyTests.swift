import Documents
import MeshModel
import Testing

@testable import TrafficConfig

/// Any edit of any object changes what it says and nothing else: on random VirtualServices with fields that nobody here
/// knows, keys in random order and odd spellings of numbers.
@Suite struct EditPropertyTests {
  /// What an edit may touch of the object that it changes.
  enum Reach {
    /// Keys of the rule at a place.
    case rule(Int, [String])
    /// These paths.
    case paths([String])
    /// One rule more, wherever it is.
    case newRule
    /// One rule less.
    case ruleGone(Int)
    /// The same rules in another order.
    case moved(Int, Int)
  }

  struct Kind: Sendable, CustomTestStringConvertible {
    var name: String
    /// Whether the unknown fields within what is touched may go.
    var removes = false
    var kind = "VirtualService"
    var plan:
      @Sendable (_ index: Int, _ count: Int, _ random: inout SeededGenerator, EditContext) throws -> (ChangePlan, Reach)

    var testDescription: String { name }
  }

  private static let mirrorKeys = ["mirror", "mirrors", "mirrorPercentage", "mirrorPercent", "mirror_percent"]

  private static func scope(_ index: Int) -> RouteScope {
    RouteScope(service: Fixtures.reviews, conditions: [], routeIndex: index)
  }

  private static func fresh() throws -> RouteScope { try EditSamples.scope("header:x-new", "uri^=/new") }

  static let kinds: [Kind] = [
    Kind(name: "delay") { index, _, random, context in
      let percent = Double(Int.random(in: 1...100, using: &random))
      let request = FaultRequest(scope: scope(index), delay: 2.5, delayPercent: percent, expiry: .never)
      return (try FaultEdit.plan(request, in: context), .rule(index, ["fault"]))
    },
    Kind(name: "abort with an end") { index, _, _, context in
      let request = FaultRequest(scope: scope(index), abort: .http(503), abortPercent: 0.5, expiry: .after(600))
      return (
        try FaultEdit.plan(request, in: context),
        .paths(["metadata.annotations[\"vigla.dev/expiring\"]", "spec.http[\(index)].fault"])
      )
    },
    Kind(name: "timeout") { index, _, random, context in
      let seconds = Double(Int.random(in: 100...200, using: &random))
      return (try TimeoutEdit.plan(seconds, for: scope(index), in: context), .rule(index, ["timeout"]))
    },
    Kind(name: "retries") { index, _, _, context in
      let request = RetryRequest(scope: scope(index), attempts: 7, perTry: 0.3, retryOn: "5xx", backoff: 0.2)
      return (try RetryEdit.plan(request, in: context), .rule(index, ["retries"]))
    },
    Kind(name: "mirror") { index, _, random, context in
      let percent = Double(Int.random(in: 1...99, using: &random))
      return (
        try MirrorEdit.plan(to: "v3", percent: percent, for: scope(index), in: context), .rule(index, mirrorKeys)
      )
    },
    Kind(name: "rewrite") { index, _, _, context in
      let request = RewriteRequest(scope: scope(index), uri: "/elsewhere")
      return (try RewriteEdit.plan(request, in: context), .rule(index, ["rewrite"]))
    },
    Kind(name: "headers") { index, _, random, context in
      var request = HeaderRequest(scope: scope(index))
      request.request.set = [.init(name: "x-\(Int.random(in: 0...9, using: &random))", value: "new")]
      request.response.remove = ["server"]
      return (try HeaderEdit.plan(request, in: context), .rule(index, ["headers"]))
    },
    Kind(name: "CORS") { index, _, _, context in
      let request = CORSRequest(scope: scope(index), methods: ["PUT"], maxAge: 7)
      return (try CORSEdit.plan(request, in: context), .rule(index, ["corsPolicy"]))
    },
    Kind(name: "weights of a rule") { index, _, random, context in
      let share = Int.random(in: 1...99, using: &random)
      let request = RouteRuleRequest(
        scope: scope(index), targets: [.init("v1", share), .init("v3", 100 - share)])
      return (try RouteRuleEdit.plan(request, in: context), .rule(index, ["route"]))
    },
    Kind(name: "conditions and name of a rule", removes: true) { index, _, _, context in
      let request = RuleRequest(
        service: Fixtures.reviews, place: .edit(index),
        matches: [[try MatchCondition(parsing: "header:x-new"), try MatchCondition(parsing: "uri^=/z")]],
        name: "renamed")
      return (try RuleEdit.plan(request, in: context), .rule(index, ["match", "name"]))
    },
    Kind(name: "a rule in between") { index, _, _, context in
      let request = RuleRequest(
        service: Fixtures.reviews, place: .insert(index), matches: [[try MatchCondition(parsing: "header:x-new")]],
        targets: [.init("v2", 100)])
      return (try RuleEdit.plan(request, in: context), .newRule)
    },
    Kind(name: "a rule moves") { index, count, random, context in
      let position = (index + Int.random(in: 1..<count, using: &random)) % count
      return (
        try RuleEdit.move(index, to: position, of: Fixtures.reviews, context: context), .moved(index, position)
      )
    },
    Kind(name: "a rule for some") { _, _, _, context in
      let request = RouteRuleRequest(scope: try fresh(), targets: [.init("v3", 100)])
      return (try RouteRuleEdit.plan(request, in: context), .newRule)
    },
    Kind(name: "a fault for some") { _, _, _, context in
      (try FaultEdit.plan(FaultRequest(scope: try fresh(), delay: 1, expiry: .never), in: context), .newRule)
    },
    Kind(name: "a redirect for some") { _, _, _, context in
      (try RedirectEdit.plan(RedirectRequest(scope: try fresh(), uri: "/x"), in: context), .newRule)
    },
    Kind(name: "an answer for some") { _, _, _, context in
      (try RedirectEdit.answer(status: 403, body: "no", for: try fresh(), in: context), .newRule)
    },
    Kind(name: "one rule gone", removes: true) { index, _, _, context in
      (try RoutingReset.plan(ResetRequest(scope: scope(index), extent: .rule), in: context), .ruleGone(index))
    },
    Kind(name: "one feature gone", removes: true) { index, _, _, context in
      let request = ResetRequest(scope: scope(index), extent: .feature(.headers))
      return (try RoutingReset.plan(request, in: context), .rule(index, ["headers"]))
    },
    Kind(name: "a host of a gateway") { _, _, _, context in
      let request = ExposeRequest(
        service: Fixtures.reviews, host: "books.example.com", gateway: "books", port: nil, credential: nil,
        redirectsToHTTPS: false, path: nil, servicePort: nil)
      return (try ExposeEdit.plan(request, in: context), .paths(["spec.hosts[1]", "spec.gateways"]))
    },
    Kind(name: "a policy", kind: "DestinationRule") { _, _, random, context in
      var request = PolicyRequest(service: Fixtures.reviews, port: nil, subset: nil)
      request.pool.maxConnections = Int.random(in: 100...200, using: &random)
      request.outlier.consecutive5xx = 77
      return (
        try PolicyEdit.plan(request, in: context),
        .paths([
          "spec.trafficPolicy.connectionPool.tcp.maxConnections",
          "spec.trafficPolicy.outlierDetection.consecutive5xxErrors",
        ])
      )
    },
    Kind(name: "a policy of a version", kind: "DestinationRule") { _, _, _, context in
      var request = PolicyRequest(service: Fixtures.reviews, port: nil, subset: "v2")
      request.pool.maxRetries = 77
      return (try PolicyEdit.plan(request, in: context), .paths(["spec.subsets[1].trafficPolicy"]))
    },
  ]

  @Test(arguments: kinds, UInt64(0)..<40)
  func changesOnlyWhatItSays(kind: Kind, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var objects = RandomObjects(random: random)
    let count = 2 + Int(seed % 3)
    let virtualService = objects.virtualService(rules: count)
    let rule = objects.destinationRule()
    let mesh = Fixtures.bookinfo(
      virtualServices: [VirtualService(document: virtualService)],
      destinationRules: [DestinationRule(document: rule)])
    let index = Int.random(in: 0..<count, using: &random)
    let (plan, reach) = try kind.plan(index, count, &random, EditSamples.context(mesh))
    let updates = plan.changes.filter { $0.operation == .update }
    #expect(updates.map(\.reference.kind) == [kind.kind])
    let change = try #require(updates.first)
    let (before, after) = (try #require(change.before), try #require(change.after))
    #expect(before == (kind.kind == "VirtualService" ? virtualService : rule))
    #expect(before != after)
    try expectUntouched(before, after, outside: reach)
    guard !kind.removes else { return }
    let text = after.serialized()
    for mark in objects.marks(in: before) { #expect(text.contains(mark), "\(mark) is lost") }
  }

  private func expectUntouched(_ before: JSONValue, _ after: JSONValue, outside reach: Reach) throws {
    func rules(_ object: JSONValue) -> [JSONValue] { object[["spec", "http"]]?.array ?? [] }
    func with(_ rules: [JSONValue], _ object: JSONValue) -> String {
      var object = object
      object[["spec", "http"]] = .array(rules)
      return object.serialized()
    }
    func without(_ paths: [JSONPath], _ object: JSONValue) -> String {
      var object = object
      for path in paths where object[path] != nil { object[path] = nil }
      // A place that was made for what is new is part of it.
      for place in [
        "metadata.annotations", "spec.trafficPolicy.connectionPool.tcp", "spec.trafficPolicy.connectionPool",
        "spec.trafficPolicy.outlierDetection", "spec.trafficPolicy",
      ] {
        if let path = JSONPath(place), object[path] == [:] { object[path] = nil }
      }
      return object.serialized()
    }
    switch reach {
    case .rule(let index, let keys):
      let paths = keys.map { JSONPath(["spec", "http", .index(index), .key($0)]) }
      #expect(without(paths, after) == without(paths, before))
    case .paths(let texts):
      let paths = try texts.map { try #require(JSONPath($0)) }
      #expect(without(paths, after) == without(paths, before))
    case .newRule:
      let new = rules(after)
      #expect(new.count == rules(before).count + 1)
      #expect(
        new.indices.contains { index in
          var rest = new
          rest.remove(at: index)
          return with(rest, after) == before.serialized()
        })
    case .ruleGone(let index):
      var rest = rules(before)
      rest.remove(at: index)
      #expect(after.serialized() == with(rest, before))
    case .moved(let index, let position):
      var moved = rules(before)
      moved.insert(moved.remove(at: index), at: position)
      #expect(after.serialized() == with(moved, before))
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func theEndOfAnEditIsTheObjectBefore(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var objects = RandomObjects(random: random)
    let document = objects.virtualService(rules: 3)
    let mesh = Fixtures.bookinfo(
      virtualServices: [VirtualService(document: document)],
      destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
    let index = Int.random(in: 0..<3, using: &random)
    let request = FaultRequest(scope: Self.scope(index), delay: 2, abort: .http(500), expiry: .after(60))
    let made = try FaultEdit.plan(request, in: EditSamples.context(mesh))
    let later = try EditSamples.mesh(after: made, from: mesh)
    let overdue = later.overdueEdits(at: 1_800_000_061)
    #expect(overdue.count == 1)
    let ended = try ExpiryRestoration.plan(all: overdue, in: later)
    var restored = try #require(ended.changes.first?.after)
    if restored[["metadata", "annotations"]] == [:], document[["metadata", "annotations"]] == nil {
      restored[["metadata", "annotations"]] = nil
    }
    #expect(restored.serialized() == document.serialized())
  }
}
