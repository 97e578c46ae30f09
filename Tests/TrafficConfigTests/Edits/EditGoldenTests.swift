import Documents
import MeshModel
import Testing

@testable import TrafficConfig

/// What the edits write where there is nothing, and what the proxies make of it.
@Suite struct EditGoldenTests {
  private let mesh = Fixtures.bookinfo()

  private func check(_ plan: ChangePlan, _ yaml: String, kinds: [String] = ["VirtualService"]) {
    #expect(EditSamples.yaml(plan) == yaml + "\n")
    #expect(plan.changes.map(\.reference.kind) == kinds)
    #expect(plan.changes.allSatisfy { $0.operation == .create })
    #expect(
      plan.changes.allSatisfy {
        $0.after?[["metadata", "labels", "app.kubernetes.io/managed-by"]] == "vigla"
      })
    #expect(plan.findings == [])
  }

  @Test func faultForSome() throws {
    let plan = try FaultEdit.plan(
      FaultRequest(
        scope: try EditSamples.scope("header:end-user=jason"), delay: 2.5, abort: .http(503), abortPercent: 12.5,
        expiry: .never), in: EditSamples.context())
    check(
      plan,
      """
      hosts:
      - reviews.default.svc.cluster.local
      http:
      - match:
        - headers:
            end-user:
              exact: jason
        route:
        - destination:
            host: reviews.default.svc.cluster.local
        fault:
          delay:
            fixedDelay: 2.5s
            percentage:
              value: 100
          abort:
            httpStatus: 503
            percentage:
              value: 12.5
      - route:
        - destination:
            host: reviews.default.svc.cluster.local
      """)
    #expect(
      plan.sentence == "reviews.default (header end-user = jason): delays 100 % of the requests by 2.5s and aborts "
        + "12.5 % of the requests with 503. Creates VirtualService default/reviews.")
    let hit = try EditSamples.decide(plan, from: mesh, headers: ["end-user": "jason"]).forward
    #expect(hit?.fault?.delay == FaultInjection.Delay(seconds: 2.5, percent: 100))
    #expect(hit?.fault?.abort == FaultInjection.Abort(status: 503, grpcStatus: nil, percent: 12.5))
    let spared = try #require(try EditSamples.decide(plan, from: mesh).forward)
    #expect(spared.fault == nil)
    #expect(spared.destinations.map(\.host) == [EditSamples.host])
  }

  @Test func timeoutAndRetries() throws {
    let scope = try EditSamples.scope()
    let timeout = try TimeoutEdit.plan(90, for: scope, in: EditSamples.context())
    check(
      timeout,
      """
      hosts:
      - reviews.default.svc.cluster.local
      http:
      - route:
        - destination:
            host: reviews.default.svc.cluster.local
        timeout: 90s
      """)
    #expect(try EditSamples.decide(timeout, from: mesh).forward?.timeout == 90)
    let retry = try RetryEdit.plan(
      RetryRequest(scope: scope, attempts: 3, perTry: 2, retryOn: "5xx, reset", backoff: 0.1),
      in: EditSamples.context())
    check(
      retry,
      """
      hosts:
      - reviews.default.svc.cluster.local
      http:
      - route:
        - destination:
            host: reviews.default.svc.cluster.local
        retries:
          attempts: 3
          perTryTimeout: 2s
          retryOn: 5xx,reset
          backoff: 100ms
      """)
    let policy = try #require(try EditSamples.decide(retry, from: mesh).forward?.retries)
    #expect(policy.attempts == 3)
  }

  @Test func routeOfARule() throws {
    let request = RouteRuleRequest(
      scope: try EditSamples.scope("header:end-user=jason", "uri^=/reviews"), targets: [.init("v3", 100)], name: "jason"
    )
    let plan = try RouteRuleEdit.plan(request, in: EditSamples.context())
    check(
      plan,
      """
      hosts:
      - reviews.default.svc.cluster.local
      http:
      - name: jason
        match:
        - headers:
            end-user:
              exact: jason
          uri:
            prefix: /reviews
        route:
        - destination:
            host: reviews.default.svc.cluster.local
            subset: v3
      - route:
        - destination:
            host: reviews.default.svc.cluster.local
      """, kinds: ["DestinationRule", "VirtualService"])
    let rule = try #require(plan.changes.first?.after)
    #expect(rule[["spec", "subsets"]] == [["name": "v3", "labels": ["version": "v3"]]])
    let jason = try EditSamples.decide(plan, from: mesh, headers: ["end-user": "jason"]).forward
    #expect(jason?.destinations.map(\.subset) == ["v3"])
    #expect(try EditSamples.decide(plan, from: mesh).forward?.destinations.map(\.subset) == [nil])
    let other = try EditSamples.decide(plan, from: mesh, path: "/x", headers: ["end-user": "jason"]).forward
    #expect(other?.destinations.map(\.subset) == [nil])
  }

  @Test func mirror() throws {
    let plan = try MirrorEdit.plan(to: "v2", percent: 10, for: try EditSamples.scope(), in: EditSamples.context())
    check(
      plan,
      """
      hosts:
      - reviews.default.svc.cluster.local
      http:
      - route:
        - destination:
            host: reviews.default.svc.cluster.local
        mirror:
          host: reviews.default.svc.cluster.local
          subset: v2
        mirrorPercentage:
          value: 10
      """, kinds: ["DestinationRule", "VirtualService"])
    let mirrors = try #require(try EditSamples.decide(plan, from: mesh).forward?.mirrors)
    #expect(mirrors.map(\.subset) == ["v2"])
    #expect(mirrors.map(\.share) == [0.1])
  }

  @Test func redirectAnswerAndRewrite() throws {
    let redirect = try RedirectEdit.plan(
      RedirectRequest(scope: try EditSamples.scope("uri=/old"), uri: "/new", status: 302), in: EditSamples.context())
    check(
      redirect,
      """
      hosts:
      - reviews.default.svc.cluster.local
      http:
      - match:
        - uri:
            exact: /old
        redirect:
          uri: /new
          redirectCode: 302
      - route:
        - destination:
            host: reviews.default.svc.cluster.local
      """)
    guard case .redirect(let target) = try EditSamples.decide(redirect, from: mesh, path: "/old") else {
      Issue.record("not redirected")
      return
    }
    #expect(target.status == 302)
    #expect(target.location.hasSuffix("/new"))
    let answer = try RedirectEdit.answer(
      status: 403, body: "no", for: try EditSamples.scope("uri^=/admin"), in: EditSamples.context())
    #expect(answer.findings == [])
    guard case .directResponse(403, "no", _) = try EditSamples.decide(answer, from: mesh, path: "/admin/x") else {
      Issue.record("not answered")
      return
    }
    let rewrite = try RewriteEdit.plan(
      RewriteRequest(scope: try EditSamples.scope("uri=/"), uri: "/reviews/0"), in: EditSamples.context())
    #expect(rewrite.findings == [])
    #expect(try EditSamples.decide(rewrite, from: mesh, path: "/").forward?.path == "/reviews/0")
    #expect(try EditSamples.decide(rewrite, from: mesh, path: "/a").forward?.path == "/a")
  }

  @Test func headers() throws {
    var request = HeaderRequest(scope: try EditSamples.scope())
    request.request.set = [.init(name: "x-env", value: "test")]
    request.response.remove = ["server"]
    let plan = try HeaderEdit.plan(request, in: EditSamples.context())
    check(
      plan,
      """
      hosts:
      - reviews.default.svc.cluster.local
      http:
      - route:
        - destination:
            host: reviews.default.svc.cluster.local
        headers:
          request:
            set:
              x-env: test
          response:
            remove:
            - server
      """)
    #expect(try EditSamples.decide(plan, from: mesh).forward?.headers.request.set == ["x-env": "test"])
  }
}
