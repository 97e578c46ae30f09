import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct ResetAndRefusalTests {
  private func reset(
    _ extent: ResetRequest.Extent, _ matches: [String] = [], route: Int? = nil, in mesh: MeshConfiguration
  ) throws -> ChangePlan {
    let conditions = try matches.map { text in try MatchCondition(parsing: text) }
    return try RoutingReset.plan(
      ResetRequest(
        scope: RouteScope(service: Fixtures.reviews, conditions: conditions, routeIndex: route), extent: extent),
      in: EditSamples.context(mesh))
  }

  @Test func aRuleGoesAndItsRequestsGoOn() throws {
    let mesh = try EditSamples.largeMesh()
    let plan = try reset(.rule, ["header:end-user=jason"], in: mesh)
    var expected = mesh.virtualServices[0].document
    expected[["spec", "http", 0]] = nil
    #expect(plan.changes.first?.after?.serialized() == expected.serialized())
    #expect(plan.notices.contains { $0.contains("at last to everyone's: v1 80 %, v2 20 %") })
    #expect(try reset(.rule, route: 0, in: mesh).changes == plan.changes)
    let everyone = try reset(.rule, route: 1, in: mesh)
    #expect(everyone.notices.contains { $0.contains("404") })
    #expect(throws: ChangeRefusal.self) { try reset(.rule, in: mesh) }
    #expect(throws: ChangeRefusal.self) { try reset(.rule, ["uri=/none"], in: mesh) }
  }

  @Test(arguments: ResetRequest.Feature.allCases) func aFeatureGoesFromAllRules(feature: ResetRequest.Feature) throws {
    let mesh = try EditSamples.largeMesh()
    let plan = try reset(.feature(feature), in: mesh)
    let after = try #require(plan.changes.first?.after)
    for key in feature.keys { #expect(after[["spec", "http", 1, .key(key)]] == nil) }
    var expected = mesh.virtualServices[0].document
    for key in feature.keys { expected[["spec", "http", 1, .key(key)]] = nil }
    #expect(after.serialized() == expected.serialized())
    let again = try EditSamples.mesh(after: plan, from: mesh)
    #expect(throws: ChangeRefusal.self) { try reset(.feature(feature), in: again) }
  }

  @Test func allRoutingGoesInTheOrderThatBreaksNothing() throws {
    let object = try Fixtures.virtualService(
      "{hosts: [reviews], http: [{route: [{destination: {host: reviews, subset: v1}}]}]}")
    let rule = try Fixtures.destinationRule(Fixtures.reviewsRule)
    let mesh = Fixtures.bookinfo(virtualServices: [object], destinationRules: [rule])
    let plan = try reset(.all, in: mesh)
    #expect(plan.changes.map(\.reference.kind) == ["VirtualService", "DestinationRule"])
    #expect(plan.changes.map(\.operation) == [.delete, .delete])
    #expect(plan.forecast.map { [$0.percentBefore, $0.percent.rounded()] } == [[100, 33], [0, 33], [0, 33]])
    #expect(plan.notices.contains { $0.contains("`vigla shift reviews.default v1=100`") })
    #expect(plan.findings == [])
    // What others use, or what says more, stays.
    let edge = try Fixtures.virtualService(
      "{hosts: [a.example], gateways: [gw], http: [{route: [{destination: {host: reviews, subset: v1}}]}]}",
      name: "edge")
    let used = try reset(.all, in: mesh.replacing(virtualServices: [object, edge]))
    #expect(used.changes.map(\.reference.description) == ["VirtualService default/reviews"])
    let policy = try Fixtures.destinationRule(
      "{host: reviews, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}, subsets: [{name: v1, labels: {version: v1}}]}")
    let kept = try reset(.all, in: mesh.replacing(destinationRules: [policy]))
    #expect(kept.changes.map(\.operation) == [.delete, .update])
    #expect(
      kept.changes.last?.after?["spec"] == ["host": "reviews", "trafficPolicy": ["tls": ["mode": "ISTIO_MUTUAL"]]])
    #expect(throws: ChangeRefusal.self) { try reset(.all, in: Fixtures.bookinfo()) }
    let shared = try Fixtures.virtualService(
      "{hosts: [reviews, ratings], http: [{route: [{destination: {host: reviews}}]}]}")
    #expect(throws: ChangeRefusal.self) { try reset(.all, in: mesh.replacing(virtualServices: [shared])) }
  }

  @Test func wrongValuesAreRefused() throws {
    let context = EditSamples.context(try EditSamples.largeMesh())
    let scope = try EditSamples.scope()
    func fault(_ change: (inout FaultRequest) -> Void) -> FaultRequest {
      var request = FaultRequest(scope: scope, delay: 1, abort: .http(503), expiry: .never)
      change(&request)
      return request
    }
    let faults = [
      fault { ($0.delay, $0.abort) = (nil, nil) }, fault { $0.delay = 0 }, fault { $0.delayPercent = 0 },
      fault { $0.abortPercent = 100.5 }, fault { $0.abort = .http(99) }, fault { $0.abort = .grpc("14") },
      fault { $0.expiry = .after(0) }, fault { $0.delay = 0.00055 }, fault { $0.delay = .nan },
    ]
    for request in faults { #expect(throws: ChangeRefusal.self) { try FaultEdit.plan(request, in: context) } }
    #expect(throws: ChangeRefusal.self) { try TimeoutEdit.plan(0, for: scope, in: context) }
    #expect(throws: ChangeRefusal.self) {
      try RetryEdit.plan(RetryRequest(scope: scope, attempts: 0, perTry: 1), in: context)
    }
    #expect(throws: ChangeRefusal.self) { try RetryEdit.plan(RetryRequest(scope: scope, attempts: -1), in: context) }
    #expect(throws: ChangeRefusal.self) { try MirrorEdit.plan(to: "v9", percent: 10, for: scope, in: context) }
    #expect(throws: ChangeRefusal.self) { try MirrorEdit.plan(to: "v2", percent: 0, for: scope, in: context) }
    #expect(throws: ChangeRefusal.self) { try RedirectEdit.plan(RedirectRequest(scope: scope), in: context) }
    #expect(throws: ChangeRefusal.self) { try RewriteEdit.plan(RewriteRequest(scope: scope), in: context) }
    #expect(throws: ChangeRefusal.self) {
      try RouteRuleEdit.plan(RouteRuleRequest(scope: scope, targets: [.init("v1", 100)]), in: context)
    }
    let unknown = RouteScope(service: ServiceID(namespace: "default", name: "nothere"))
    #expect(throws: ChangeRefusal.self) { try TimeoutEdit.plan(1, for: unknown, in: context) }
  }

  @Test func switchingRetriesOffLeavesNothingThatIstioRefuses() throws {
    let context = EditSamples.context(try EditSamples.largeMesh())
    let plan = try RetryEdit.plan(RetryRequest(scope: try EditSamples.scope(), attempts: 0), in: context)
    #expect(plan.changes.first?.after?[["spec", "http", 1, "retries"]] == ["attempts": 0, "futureRetry": "x"])
    #expect(!plan.hasErrors)
  }

  @Test func aRedirectingRouteTakesNoFault() throws {
    let object = try Fixtures.virtualService("{hosts: [reviews], http: [{redirect: {uri: /x}}]}")
    let context = EditSamples.context(Fixtures.bookinfo(virtualServices: [object]))
    #expect {
      _ = try TimeoutEdit.plan(1, for: try EditSamples.scope(), in: context)
    } throws: { error in
      (error as? ChangeRefusal)?.text.contains("redirects") ?? false
    }
    let redirect = try RedirectEdit.plan(
      RedirectRequest(scope: try EditSamples.scope(), authority: "a.example"), in: context)
    #expect(
      redirect.changes.first?.after?[["spec", "http", 0, "redirect"]] == ["uri": "/x", "authority": "a.example"])
  }

  @Test func trapsAreTold() throws {
    let mesh = try EditSamples.largeMesh()
    let timeout = try TimeoutEdit.plan(1, for: try EditSamples.scope(), in: EditSamples.context(mesh))
    #expect(timeout.notices.contains { $0.hasPrefix("The route injects a fault") })
    let retry = try RetryEdit.plan(
      RetryRequest(scope: try EditSamples.scope(), perTry: 3), in: EditSamples.context(mesh))
    #expect(retry.notices.contains { $0.contains("never retried") })
    let caller = try Fixtures.virtualService(
      "{hosts: [reviews], http: [{timeout: 1s, route: [{destination: {host: reviews}}]}]}")
    var context = EditSamples.context(Fixtures.bookinfo(virtualServices: [caller]))
    context.callers = [Fixtures.reviews]
    let ratings = RouteScope(service: ServiceID(namespace: "default", name: "ratings"))
    let fault = try FaultEdit.plan(FaultRequest(scope: ratings, delay: 30, expiry: .never), in: context)
    #expect(fault.notices.contains { $0.hasPrefix("reviews.default calls ratings.default and has a timeout of 1s") })
  }
}
