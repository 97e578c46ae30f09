import Documents
import MeshModel
import Testing

@testable import TrafficConfig

/// Why a request goes where it goes.
@Suite struct RouteExplanationTests {
  private let routes = """
    hosts: [reviews]
    http:
    - match: [{headers: {end-user: {exact: jason}}, method: {exact: GET}}, {queryParams: {test: {exact: "1"}}}]
      route: [{destination: {host: reviews, subset: v3}}]
    - match: [{sourceNamespace: other}, {port: 7777}, {gateways: [gw]}]
      route: [{destination: {host: reviews, subset: v1}}]
    - name: old
      match: [{uri: {prefix: /OLD}, ignoreUriCase: true, withoutHeaders: {x-new: {}}}]
      redirect: {uri: /new}
    - match: [{sourceLabels: {app: batch}}]
      directResponse: {status: 503, body: {string: later}}
    - fault: {delay: {fixedDelay: 5s, percentage: {value: 10}}}
      timeout: 1s
      route:
      - {destination: {host: reviews, subset: v1}, weight: 80}
      - {destination: {host: reviews, subset: v2}, weight: 20}
    - route: [{destination: {host: reviews}}]
    """

  private func mesh() throws -> MeshConfiguration {
    Fixtures.bookinfo(
      virtualServices: [try Fixtures.virtualService(routes)],
      destinationRules: [
        try Fixtures.destinationRule(
          """
          host: reviews
          trafficPolicy: {connectionPool: {tcp: {maxConnections: 3}}}
          subsets:
          - {name: v1, labels: {version: v1}, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}}
          - {name: v2, labels: {version: v2}}
          - {name: v3, labels: {version: v3}}
          """)
      ], reviews: ["v1", "v2", "v3"].map { Fixtures.workload("reviews", $0, pods: 2, ready: $0 == "v2" ? 1 : 2) })
  }

  @Test func everyRuleSaysItsReason() throws {
    let explanation = RouteExplanation(
      Fixtures.request(path: "/old", headers: ["end-user": "ann", "x-new": "1"], method: "POST"), in: try mesh())
    #expect(
      explanation.rules.map(\.verdict) == [
        .passes([
          "method = GET, but it is POST; header end-user = jason, but it is ann", "query test = 1, but it is absent",
        ]),
        .otherClients("only from namespace other; or only on port 7777; or only through default/gw"),
        .passes(["no header x-new that is present, but it is 1"]),
        .passes(["from app=batch, but the client has no such label"]), .takes, .notAsked,
      ])
    #expect(explanation.taker?.location.index == 4)
    #expect(explanation.destinations.map(\.destination.share) == [0.8, 0.2])
    #expect(
      explanation.destinations.map(\.policy) == [["round robin", "connections at most 3"], ["connections at most 3"]])
    #expect(
      explanation.destinations.map { $0.pods?.map(\.name) } == [
        ["reviews-v1-0", "reviews-v1-1"], ["reviews-v2-0", "reviews-v2-1"],
      ])
    #expect(explanation.destinations[1].pods?.map(\.isReady) == [true, false])
    #expect(
      explanation.destinations.map { $0.rule?.description }
        == Array(repeating: "DestinationRule default/reviews", count: 2))
  }

  @Test(arguments: [
    ("/old", "other", 1), ("/Older", "default", 2), ("/x", "default", 4), ("/x?test=1", "default", 0),
  ])
  func theTakerIsTheEvaluators(path: String, namespace: String, rule: Int) throws {
    let mesh = try mesh()
    let request = Fixtures.request(host: "reviews.default", path: path, from: namespace)
    let explanation = RouteExplanation(request, in: mesh)
    #expect(explanation.taker?.location.index == rule)
    #expect(explanation.decision == RouteEvaluator(configuration: mesh).decide(request))
    #expect(explanation.rules.count { $0.verdict == .takes } == 1)
  }

  /// A condition is named exactly where the evaluator finds that the match does not hold.
  @Test func wordsAndEvaluationAgree() throws {
    var generator = SeededGenerator(seed: 7)
    let route = HTTPRoute(
      try YAMLText.parse(
        """
        match:
        - {uri: {prefix: /a}, headers: {h: {regex: "x+"}}, withoutHeaders: {w: {exact: ""}}}
        - {method: {exact: PUT}, authority: {prefix: rev}, queryParams: {q: {exact: "1"}}, sourceLabels: {app: a}}
        - {scheme: {exact: https}, withoutHeaders: {w: {}}, headers: {":path": {prefix: /b}}}
        """))
    var holds = 0
    for _ in 0..<2000 {
      func pick(_ values: [String]) -> String { values.randomElement(using: &generator) ?? "" }
      var headers: [String: String] = [:]
      if Bool.random(using: &generator) { headers["h"] = pick(["x", "xx", "y"]) }
      if Bool.random(using: &generator) { headers["w"] = pick(["", "1"]) }
      let request = Fixtures.request(
        host: pick(["reviews", "ratings"]), path: pick(["/a", "/b", "/a?q=1", "/b?q=1"]), headers: headers,
        method: pick(["GET", "PUT"]), labels: ["app": pick(["a", "b"])], scheme: pick(["http", "https"]))
      for match in route.matches {
        let isTaken = CompiledMatch(match).matches(request)
        #expect(match.mismatches(request).isEmpty == isTaken, "\(match.conditions) \(request)")
        holds += isTaken ? 1 : 0
      }
    }
    #expect(holds > 100)
  }

  @Test func withoutRoutesTheServiceDecides() throws {
    let mesh = Fixtures.bookinfo()
    let explanation = RouteExplanation(Fixtures.request(), in: mesh)
    #expect(explanation.rules == [])
    #expect(explanation.destinations.map { $0.pods?.count } == [3])
    #expect(explanation.destinations.map(\.policy) == [[]])
    #expect(RouteExplanation(Fixtures.request(host: "nowhere.example"), in: mesh).decision == .unknownHost)
  }

  @Test func policiesInWords() {
    let policy = TrafficPolicy(
      loadBalancer: LoadBalancerPolicy(algorithm: .consistentHash(.header("x-user")), warmup: 30),
      connectionPool: ConnectionPoolPolicy(connectTimeout: 1, maxPendingRequests: 1, maxRequestsPerConnection: 0),
      outlierDetection: OutlierDetectionPolicy(consecutive5xxErrors: 1, baseEjectionTime: 180, maxEjectionPercent: 100),
      tls: ClientTLSPolicy(mode: .istioMutual))
    #expect(
      policy.words == [
        "consistent hash of the header x-user, new pods warm up in 30s", "waiting requests at most 1",
        "connection timeout 1s", "a pod is out for 180s after 1 5xx in a row, at most 100 % of them at once",
        "TLS ISTIO_MUTUAL",
      ])
  }
}
