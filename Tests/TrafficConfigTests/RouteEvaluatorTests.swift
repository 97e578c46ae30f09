import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct RouteEvaluatorTests {
  private static func evaluator(
    _ spec: String, rule: String? = Fixtures.reviewsRule, gateways: [Gateway] = []
  ) throws -> RouteEvaluator {
    RouteEvaluator(
      configuration: Fixtures.bookinfo(
        virtualServices: [try Fixtures.virtualService(spec)],
        destinationRules: try rule.map { [try Fixtures.destinationRule($0)] } ?? [], gateways: gateways))
  }

  /// Each match kind: a route under the match goes to v2, all else to v1.
  @Test(
    arguments: [
      ("uri: {exact: /reviews/0}", Fixtures.request(), true), ("uri: {exact: /reviews}", Fixtures.request(), false),
      ("uri: {exact: /reviews/0}", Fixtures.request(path: "/reviews/0?x=1"), true),
      ("uri: {prefix: /rev}", Fixtures.request(), true), ("uri: {prefix: /REV}", Fixtures.request(), false),
      ("{uri: {prefix: /REV}, ignoreUriCase: true}", Fixtures.request(), true),
      ("{uri: {exact: /Reviews/0}, ignoreUriCase: true}", Fixtures.request(), true),
      ("uri: {regex: '/reviews/\\d+'}", Fixtures.request(), true),
      ("uri: {regex: '/reviews'}", Fixtures.request(), false),
      ("uri: {regex: '('}", Fixtures.request(), false),
      ("method: {exact: POST}", Fixtures.request(method: "POST"), true),
      ("method: {regex: 'GET|HEAD'}", Fixtures.request(), true), ("scheme: {exact: https}", Fixtures.request(), false),
      ("authority: {prefix: reviews}", Fixtures.request(), true),
      ("authority: {exact: reviews}", Fixtures.request(), false),
      ("headers: {end-user: {exact: jason}}", Fixtures.request(headers: ["end-user": "jason"]), true),
      ("headers: {End-User: {exact: jason}}", Fixtures.request(headers: ["end-user": "jason"]), true),
      ("headers: {end-user: {exact: jason}}", Fixtures.request(headers: ["end-user": "Jason"]), false),
      ("headers: {end-user: {exact: jason}}", Fixtures.request(), false),
      ("headers: {end-user: {}}", Fixtures.request(headers: ["end-user": ""]), true),
      ("headers: {end-user: {}}", Fixtures.request(), false),
      ("headers: {end-user: {regex: '*'}}", Fixtures.request(headers: ["end-user": "x"]), true),
      (
        "headers: {cookie: {regex: '^(.*?;)?(user=jason)(;.*)?$'}}",
        Fixtures.request(headers: ["cookie": "a=1;user=jason"]), true
      ),
      ("headers: {':path': {prefix: /reviews}}", Fixtures.request(), true),
      ("headers: {uri: {exact: x}}", Fixtures.request(), true),
      ("withoutHeaders: {end-user: {exact: jason}}", Fixtures.request(), true),
      ("withoutHeaders: {end-user: {exact: jason}}", Fixtures.request(headers: ["end-user": "jason"]), false),
      ("withoutHeaders: {end-user: {}}", Fixtures.request(), true),
      ("withoutHeaders: {end-user: {regex: '*'}}", Fixtures.request(headers: ["end-user": "x"]), false),
      ("withoutHeaders: {end-user: {regex: '.*'}}", Fixtures.request(), false),
      ("queryParams: {v: {exact: '2'}}", Fixtures.request(path: "/reviews/0?a=1&v=2"), true),
      ("queryParams: {v: {exact: '2'}}", Fixtures.request(path: "/reviews/0?v=3"), false),
      ("queryParams: {v: {}}", Fixtures.request(path: "/reviews/0?v"), true), ("port: 9080", Fixtures.request(), true),
      ("port: 80", Fixtures.request(), false),
      ("sourceLabels: {app: productpage}", Fixtures.request(labels: ["app": "productpage", "x": "y"]), true),
      ("sourceLabels: {app: productpage}", Fixtures.request(), false),
      ("sourceNamespace: shop", Fixtures.request(host: "reviews.default", from: "shop"), true),
      ("sourceNamespace: shop", Fixtures.request(), false), ("gateways: [mesh]", Fixtures.request(), true),
      ("gateways: [gw]", Fixtures.request(), false),
      ("{uri: {prefix: /}, method: {exact: PUT}}", Fixtures.request(), false), ("{}", Fixtures.request(), true),
    ] as [(String, RequestFacts, Bool)])
  func matches(match: String, request: RequestFacts, isTaken: Bool) throws {
    let evaluator = try Self.evaluator(
      """
      hosts: [reviews]
      http:
      - match: [\(match.hasPrefix("{") ? match : "{\(match)}")]
        route: [{destination: {host: reviews, subset: v2}}]
      - route: [{destination: {host: reviews, subset: v1}}]
      """)
    let decision = evaluator.decide(request).forward
    #expect(decision?.destinations.map(\.subset) == [isTaken ? "v2" : "v1"])
    #expect(decision?.route?.index == (isTaken ? 0 : 1))
  }

  @Test func matchesOfARouteAreAlternativesAndOrderCounts() throws {
    let evaluator = try Self.evaluator(
      """
      hosts: [reviews]
      http:
      - match: [{uri: {exact: /a}}, {headers: {x: {exact: "1"}}}]
        route: [{destination: {host: reviews, subset: v1}}]
      - match: [{uri: {prefix: /a}}]
        route: [{destination: {host: reviews, subset: v2}}]
      """)
    func subset(_ request: RequestFacts) -> String? { evaluator.decide(request).forward?.destinations.first?.subset }
    #expect(subset(Fixtures.request(path: "/a")) == "v1")
    #expect(subset(Fixtures.request(path: "/ab")) == "v2")
    #expect(subset(Fixtures.request(path: "/z", headers: ["x": "1"])) == "v1")
    #expect(evaluator.decide(Fixtures.request(path: "/z")) == .noRoute)
  }

  @Test(
    arguments: [
      ("[80, 20, 0]", ["v1": 0.8, "v2": 0.2]), ("[90, 30, 0]", ["v1": 0.75, "v2": 0.25]), ("[0, 0, 5]", ["v3": 1]),
      ("[1, 1, 2]", ["v1": 0.25, "v2": 0.25, "v3": 0.5]),
    ])
  func sharesAreWeightsByTheirSum(weights: String, expected: [String: Double]) throws {
    let list = try YAMLText.parse(weights).array?.compactMap(\.int) ?? []
    let entries = list.enumerated().map { "{destination: {host: reviews, subset: v\($0 + 1)}, weight: \($1)}" }
    let evaluator = try Self.evaluator("hosts: [reviews]\nhttp: [{route: [\(entries.joined(separator: ", "))]}]")
    let decision = try #require(evaluator.decide(Fixtures.request()).forward)
    #expect(Dictionary(uniqueKeysWithValues: decision.destinations.map { ($0.subset ?? "", $0.share) }) == expected)
    #expect(decision.destination(forDraw: 0)?.subset == decision.destinations.first?.subset)
    #expect(decision.destination(forDraw: 0.999_999)?.subset == decision.destinations.last?.subset)
  }

  @Test func aSingleDestinationGetsEverything() throws {
    let evaluator = try Self.evaluator(
      "hosts: [reviews]\nhttp: [{route: [{destination: {host: reviews, subset: v1}, weight: 10}]}]")
    #expect(evaluator.decide(Fixtures.request()).forward?.destinations.first?.share == 1)
  }

  @Test func faultsTimeoutsRetriesAndMirrorsAreTold() throws {
    let evaluator = try Self.evaluator(
      """
      hosts: [reviews]
      http:
      - fault:
          delay: {fixedDelay: 5s, percentage: {value: 50}}
          abort: {httpStatus: 503}
        timeout: 1.5s
        retries: {attempts: 3, perTryTimeout: 500ms, retryOn: "5xx,503,reset", backoff: 100ms}
        mirror: {host: reviews, subset: v3}
        mirrors: [{destination: {host: details}, percentage: {value: 25}}, {destination: {host: ratings}, percentage: {value: 0}}]
        headers: {request: {set: {x-a: "1"}}}
        route:
        - destination: {host: reviews, subset: v1}
          headers: {response: {remove: [server]}}
      """)
    let decision = try #require(evaluator.decide(Fixtures.request()).forward)
    #expect(decision.fault?.delay == FaultInjection.Delay(seconds: 5, percent: 50))
    // Without a percentage an abort hits no request.
    #expect(decision.fault?.abort == FaultInjection.Abort(status: 503, grpcStatus: nil, percent: 0))
    #expect(decision.timeout == 1.5)
    #expect(
      decision.retries
        == RetryPolicy(
          attempts: 3, conditions: ["5xx", "reset", "retriable-status-codes"], statusCodes: [503], perTryTimeout: 0.5,
          backoff: 0.1))
    #expect(decision.mirrors.map(\.host) == ["reviews.default.svc.cluster.local", "details.default.svc.cluster.local"])
    #expect(decision.mirrors.map(\.share) == [1, 0.25])
    #expect(decision.headers.request.set == ["x-a": "1"])
    #expect(decision.destinations[0].headers.response.remove == ["server"])
  }

  @Test(
    arguments: [
      ("", RetryPolicy.meshDefault), ("retries: {attempts: 0}", nil),
      ("retries: {attempts: 5}", RetryPolicy(attempts: 5, conditions: RetryPolicy.meshDefault.conditions)),
    ] as [(String, RetryPolicy?)])
  func retriesHaveTheMeshDefault(field: String, expected: RetryPolicy?) throws {
    let evaluator = try Self.evaluator(
      """
      hosts: [reviews]
      http:
      - route: [{destination: {host: reviews}}]
        \(field)
      """)
    #expect(evaluator.decide(Fixtures.request()).forward?.retries == expected)
  }

  @Test func brokenReferencesAreTold() throws {
    let evaluator = try Self.evaluator(
      """
      hosts: [reviews]
      http:
      - route:
        - {destination: {host: reviews, subset: v9}, weight: 1}
        - {destination: {host: nowhere}, weight: 1}
        - {destination: {host: ratings.default}, weight: 1}
        - {destination: {host: reviews, subset: v2}, weight: 1}
      """)
    let destinations = evaluator.decide(Fixtures.request()).forward?.destinations ?? []
    #expect(destinations.map(\.status) == [.undefinedSubset, .unknownHost, .unknownHost, .known])
    #expect(destinations.last?.labels == ["version": "v2"])
    #expect(destinations.last?.service == Fixtures.reviews)
    #expect(destinations.last?.port == 9080)
  }

  @Test func withoutAVirtualServiceTheServiceDecides() throws {
    let evaluator = RouteEvaluator(configuration: Fixtures.bookinfo())
    for host in [
      "reviews", "reviews:9080", "reviews.default", "reviews.default.svc", "reviews.default.svc.cluster.local",
    ] {
      let decision = try #require(evaluator.decide(Fixtures.request(host: host)).forward)
      #expect(decision.isDefault)
      #expect(decision.destinations.map(\.service) == [Fixtures.reviews])
      #expect(decision.retries == .meshDefault)
    }
    #expect(evaluator.decide(Fixtures.request(host: "reviews", from: "shop")) == .unknownHost)
    #expect(evaluator.decide(Fixtures.request(host: "example.com")) == .unknownHost)
    #expect(evaluator.decide(Fixtures.request(host: "reviews.default", from: "shop")).forward?.isDefault == true)
  }

  @Test(
    arguments: [
      ("match: [{uri: {prefix: /reviews}}]", "rewrite: {uri: /v2}", "/v2/0"),
      ("match: [{uri: {exact: /reviews/0}}]", "rewrite: {uri: /v2}", "/v2"),
      ("match: [{uri: {regex: '/rev.*'}}]", "rewrite: {uri: /v2}", "/v2"),
      ("", "rewrite: {uri: /v2/}", "/v2/reviews/0"),
      ("", "rewrite: {uriRegexRewrite: {match: '^/reviews/(.*)', rewrite: '/r/\\1/x'}}", "/r/0/x"),
      ("", "rewrite: {authority: x.com}", "/reviews/0"),
    ])
  func rewritesPaths(match: String, rewrite: String, expected: String) throws {
    let evaluator = try Self.evaluator(
      """
      hosts: [reviews]
      http:
      - route: [{destination: {host: reviews}}]
        \(match)
        \(rewrite)
      """)
    let decision = evaluator.decide(Fixtures.request()).forward
    #expect(decision?.path == expected)
    #expect(decision?.authority == (rewrite.contains("authority") ? "x.com" : "reviews:9080"))
  }

  @Test(
    arguments: [
      ("{uri: /new}", 301, "http://reviews:9080/new"),
      ("{authority: new.com, redirectCode: 302}", 302, "http://new.com/reviews/0"),
      ("{scheme: https}", 301, "https://reviews/reviews/0"), ("{port: 8080}", 301, "http://reviews:8080/reviews/0"),
      ("{scheme: https, port: 443}", 301, "https://reviews/reviews/0"),
      ("{derivePort: FROM_REQUEST_PORT, authority: a}", 301, "http://a:9080/reviews/0"),
    ])
  func redirects(redirect: String, status: Int, location: String) throws {
    let evaluator = try Self.evaluator("hosts: [reviews]\nhttp: [{redirect: \(redirect)}]")
    guard case .redirect(let decision) = evaluator.decide(Fixtures.request()) else {
      Issue.record("no redirect")
      return
    }
    #expect(decision.status == status)
    #expect(decision.location == location)
    #expect(decision.route?.index == 0)
  }

  @Test func answersDirectly() throws {
    let evaluator = try Self.evaluator(
      "hosts: [reviews]\nhttp: [{name: stop, directResponse: {status: 503, body: {string: stop}}}]")
    let route = RouteLocation(
      virtualService: ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews"), index: 0,
      name: "stop")
    #expect(evaluator.decide(Fixtures.request()) == .directResponse(status: 503, body: "stop", route: route))
  }

  @Test func delegatesDecideUnderTheRootsConditions() throws {
    let root = try Fixtures.virtualService(
      """
      hosts: [reviews]
      http:
      - match: [{uri: {prefix: /a}}]
        delegate: {name: part, namespace: team}
        timeout: 3s
      - route: [{destination: {host: reviews, subset: v1}}]
      """)
    let part = try Fixtures.virtualService(
      """
      http:
      - match: [{uri: {prefix: /a/x}}]
        route: [{destination: {host: reviews.default.svc.cluster.local, subset: v2}}]
        timeout: 1s
      - route: [{destination: {host: reviews.default.svc.cluster.local, subset: v3}}]
      """, name: "part", namespace: "team")
    let evaluator = RouteEvaluator(
      configuration: Fixtures.bookinfo(
        virtualServices: [root, part], destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)]))
    func decide(_ path: String) -> ForwardDecision? { evaluator.decide(Fixtures.request(path: path)).forward }
    #expect(decide("/a/x")?.destinations.first?.subset == "v2")
    #expect(decide("/a/x")?.timeout == 1)
    #expect(decide("/a/y")?.destinations.first?.subset == "v3")
    #expect(decide("/a/y")?.timeout == 3)
    #expect(decide("/a/y")?.route?.virtualService.name == "part")
    #expect(decide("/b")?.destinations.first?.subset == "v1")
  }

  @Test func gatewaysServeTheirHostsOnly() throws {
    let gateway = try Fixtures.gateway(
      """
      selector: {istio: ingressgateway}
      servers:
      - {port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.shop.com", "other/x.org"]}
      - {port: {number: 443, name: https, protocol: HTTPS}, hosts: ["*.shop.com"], tls: {mode: SIMPLE, credentialName: c}}
      - {port: {number: 81, name: old, protocol: HTTP}, hosts: ["*"], tls: {httpsRedirect: true}}
      """)
    let wide = try Fixtures.virtualService(
      "{hosts: ['*'], gateways: [gw], http: [{route: [{destination: {host: productpage}}]}]}", name: "wide",
      created: "2024-01-01T00:00:00Z")
    let narrow = try Fixtures.virtualService(
      "{hosts: [a.shop.com], gateways: [gw, mesh], http: [{match: [{uri: {prefix: /r}, gateways: [gw]}], route: [{destination: {host: reviews}}]}]}",
      name: "narrow", created: "2024-02-01T00:00:00Z")
    let evaluator = RouteEvaluator(
      configuration: Fixtures.bookinfo(virtualServices: [wide, narrow], gateways: [gateway]))
    func decide(_ host: String, _ path: String = "/r", port: Int = 80) -> RouteDecision {
      evaluator.decide(
        Fixtures.request(host: host, path: path, from: "istio-system", gateway: "default/gw", port: port))
    }
    #expect(decide("b.shop.com").forward?.destinations.first?.service?.name == "productpage")
    #expect(decide("a.shop.com").forward?.destinations.first?.service?.name == "reviews")
    #expect(decide("a.shop.com", "/q") == .noRoute)
    #expect(decide("b.else.com") == .noRoute)
    #expect(decide("x.org") == .noRoute)
    #expect(decide("b.shop.com", port: 8080) == .noRoute)
    if case .redirect(let redirect) = decide("any.org", port: 81) {
      #expect(redirect.location == "https://any.org/r")
    } else {
      Issue.record("no redirect to HTTPS")
    }
    let unknown = Fixtures.request(host: "b.shop.com", from: "istio-system", gateway: "default/none", port: 80)
    #expect(evaluator.decide(unknown) == .noRoute)
  }

  @Test func severalObjectsOnAGatewayAreMergedWithCatchAllsLast() throws {
    let gateway = try Fixtures.gateway("servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]")
    let first = try Fixtures.virtualService(
      "{hosts: [a.com], gateways: [gw], http: [{route: [{destination: {host: details}}]}]}", name: "a",
      created: "2024-01-01T00:00:00Z")
    let second = try Fixtures.virtualService(
      "{hosts: [a.com], gateways: [gw], http: [{match: [{uri: {prefix: /r}}], route: [{destination: {host: ratings}}]}]}",
      name: "b", created: "2024-02-01T00:00:00Z")
    let evaluator = RouteEvaluator(
      configuration: Fixtures.bookinfo(virtualServices: [first, second], gateways: [gateway]))
    let request = Fixtures.request(host: "a.com", path: "/r", gateway: "default/gw", port: 80)
    #expect(evaluator.decide(request).forward?.destinations.first?.service?.name == "ratings")
  }

  @Test func manyHostsDoNotGrowTheCacheWithoutBound() throws {
    let evaluator = RouteEvaluator(configuration: Fixtures.bookinfo())
    for number in 0..<10_000 {
      #expect(evaluator.decide(Fixtures.request(host: "h\(number).example")) == .unknownHost)
    }
    #expect(evaluator.decide(Fixtures.request()).forward != nil)
  }
}
