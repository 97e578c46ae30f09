import Documents
import Kubernetes
import Testing
import TrafficConfig

@testable import Changes

/// The comparison of a VirtualService with routes that a real Envoy had.
@Suite struct RouteExpectationTests {
  private static let dump = RouteDump(Array(CapturedRoutes.text.utf8))

  private func document(_ name: String, _ http: JSONValue, gateways: JSONValue? = nil) -> JSONValue {
    var document: JSONValue = [
      "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
      "metadata": ["name": .string(name), "namespace": "default"],
      "spec": ["hosts": [.string(name)], "http": http],
    ]
    if let gateways { document[["spec", "gateways"]] = gateways }
    return document
  }

  private static func destination(_ host: String, _ subset: String, _ weight: Int? = nil) -> JSONValue {
    var value: JSONValue = ["destination": ["host": .string(host), "subset": .string(subset)]]
    if let weight { value["weight"] = JSONValue(weight) }
    return value
  }

  private func verdict(
    _ after: JSONValue?, from before: JSONValue? = nil, former: RouteDump? = nil, labels: String = "v1"
  ) throws -> RouteExpectation.Verdict {
    let expectation = try #require(RouteExpectation(Samples.change(before, after)))
    let dump = try #require(Self.dump)
    let pod = try #require(try Samples.pod("productpage", version: labels))
    return expectation.verdict(dump, former: former, of: pod)
  }

  /// As the captured proxy has it.
  private static let reviews: JSONValue = [
    [
      "match": [["headers": ["end-user": ["exact": "jason"]]]], "route": [destination("reviews", "v2")],
    ],
    [
      "route": [destination("reviews", "v1", 70), destination("reviews", "v3", 30)],
      "retries": ["attempts": 2, "perTryTimeout": "2s", "retryOn": "5xx,reset,connect-failure"],
    ],
  ]
  private static let ratings: JSONValue = [
    [
      "route": [destination("ratings", "v1", 50), destination("ratings", "v2", 50)],
      "fault": [
        "delay": ["fixedDelay": "50ms", "percentage": ["value": 20]],
        "abort": ["httpStatus": 500, "percentage": ["value": 10]],
      ],
    ]
  ]

  @Test func whatTheProxyHasIsShown() throws {
    #expect(try verdict(document("reviews", Self.reviews)) == .shown)
    #expect(try verdict(document("ratings", Self.ratings)) == .shown)
    #expect(
      try verdict(document("details", [["route": [["destination": ["host": "details"]]], "timeout": "60ms"]])) == .shown
    )
  }

  @Test func otherWeightsAndSubsetsAreNamed() throws {
    var http = Self.reviews
    http[[1, "route", 0, "weight"]] = 90
    http[[1, "route", 1, "weight"]] = 10
    #expect(try verdict(document("reviews", http)) == .differs("still sends v1 70 %, v3 30 %"))
    // Weights count by their proportion.
    http[[1, "route", 0, "weight"]] = 7
    http[[1, "route", 1, "weight"]] = 3
    #expect(try verdict(document("reviews", http)) == .shown)
    http[[0, "route", 0, "destination", "subset"]] = "v3"
    #expect(try verdict(document("reviews", http)) == .differs("still sends v2 100 %"))
  }

  @Test func aNewRuleInFrontIsMissed() throws {
    let rule: JSONValue = [
      "match": [["headers": ["end-user": ["exact": "alice"]]]], "route": [Self.destination("reviews", "v3")],
    ]
    let http = JSONValue.array([rule] + (Self.reviews.array ?? []))
    #expect(try verdict(document("reviews", http)) == .differs("matches other requests"))
    let fewer = JSONValue.array(Array((Self.reviews.array ?? []).dropFirst()))
    #expect(try verdict(document("reviews", fewer)) == .differs("matches other requests"))
  }

  @Test func rulesAfterACatchAllMayBeLeftOut() throws {
    let more = JSONValue.array((Self.reviews.array ?? []) + [["route": [Self.destination("reviews", "v2")]]])
    #expect(try verdict(document("reviews", more)) == .shown)
    let tail: JSONValue = [["match": [["uri": ["prefix": "/x"]]], "route": [Self.destination("ratings", "v1")]]]
    let longer = JSONValue.array((Self.ratings.array ?? []) + (tail.array ?? []))
    #expect(try verdict(document("ratings", longer)) == .shown)
  }

  @Test func rulesForOtherSourcesAreNoneOfThisProxy() throws {
    let other: JSONValue = [
      "match": [["sourceLabels": ["version": "v9"]]], "route": [Self.destination("reviews", "v3")],
    ]
    let http = JSONValue.array([other] + (Self.reviews.array ?? []))
    #expect(try verdict(document("reviews", http)) == .shown)
    #expect(try verdict(document("reviews", http), labels: "v9") == .differs("matches other requests"))
    #expect(try verdict(document("reviews", [other])) == .noClient)
  }

  @Test(arguments: [
    (["delay", "fixedDelay"], JSONValue.string("1s"), "injects another delay"),
    (["delay"], .null, "injects another delay"),
    (["abort", "httpStatus"], 503, "aborts other requests"),
    (["abort", "percentage", "value"], 100, "aborts other requests"),
  ])
  func faultsAreCompared(path: [String], value: JSONValue, difference: String) throws {
    var http = Self.ratings
    let full: [JSONPath.Step] = [.index(0), .key("fault")] + path.map { JSONPath.Step.key($0) }
    http[JSONPath(full)] = value == .null ? nil : value
    #expect(try verdict(document("ratings", http)) == .differs(difference))
  }

  @Test func aTimeoutThatWasTakenBackMustBeGone() throws {
    let with: JSONValue = [["route": [["destination": ["host": "details"]]], "timeout": "60ms"]]
    let without: JSONValue = [["route": [["destination": ["host": "details"]]]]]
    #expect(
      try verdict(document("details", without), from: document("details", with)) == .differs("has the timeout 60ms"))
    // Where the object never gave one, the mesh's own is right.
    #expect(try verdict(document("details", without)) == .shown)
    var other = with
    other[[0, "timeout"]] = "2s"
    #expect(try verdict(document("details", other)) == .differs("has the timeout 60ms"))
    var retries = Self.reviews
    retries[[1, "retries", "attempts"]] = 5
    #expect(try verdict(document("reviews", retries)) == .differs("retries 2 times"))
  }

  @Test func mirrorsRedirectsAndAnswersAreCompared() throws {
    var http = Self.ratings
    http[[0, "mirror"]] = ["host": "ratings", "subset": "v2"]
    #expect(try verdict(document("ratings", http)) == .differs("mirrors elsewhere"))
    let redirect: JSONValue = [["redirect": ["authority": "other"]]]
    #expect(try verdict(document("ratings", redirect)) == .differs("still sends v1 50 %, v2 50 %"))
    let answer: JSONValue = [["directResponse": ["status": 503]]]
    #expect(try verdict(document("ratings", answer)) == .differs("still sends v1 50 %, v2 50 %"))
  }

  @Test func deletionIsShownWhenNoRouteNamesTheObject() throws {
    let dump = try #require(Self.dump)
    let reviews = document("reviews", Self.reviews)
    #expect(try verdict(nil, from: reviews, former: dump) == .differs("still has its routes"))
    let gone = document("productpage", [["route": [["destination": ["host": "productpage"]]]]])
    #expect(try verdict(nil, from: gone, former: dump) == .noClient)
    let expectation = try #require(RouteExpectation(Samples.change(reviews, nil)))
    let empty = try #require(RouteDump(Array(#"{"configs":[]}"#.utf8)))
    let pod = try #require(try Samples.pod("a", version: "v1"))
    #expect(expectation.verdict(empty, former: dump, of: pod) == .shown)
  }

  @Test func whoElseOwnsTheHostIsNamed() throws {
    var document = document("reviews", Self.reviews)
    document[["metadata", "name"]] = "newer"
    #expect(try verdict(document) == .differs("has the routes of VirtualService default/reviews"))
    let none = self.document("productpage", [["route": [["destination": ["host": "productpage"]]]]])
    #expect(try verdict(none) == .differs("has no routes of it"))
  }

  @Test func gatewaysAndSidecarsAreToldApart() throws {
    let forGateway = document("reviews", Self.reviews, gateways: ["default/gw"])
    #expect(try verdict(forGateway) == .noClient)
    #expect(try verdict(document("reviews", Self.reviews, gateways: ["default/gw", "mesh"])) == .shown)
    let gateway = CapturedRoutes.text.split(separator: #""name":"9080""#).joined(separator: #""name":"http.8080""#)
    let dump = try #require(RouteDump(Array(gateway.utf8)))
    let pod = try #require(try Samples.pod("gateway", version: "v1"))
    let expectation = try #require(RouteExpectation(Samples.change(nil, forGateway)))
    #expect(expectation.verdict(dump, former: nil, of: pod) == .shown)
    #expect(!expectation.isForSidecarsOnly)
  }

  @Test func whatNoRouteShowsMustAtLeastChangeThem() throws {
    let before = document("reviews", Self.reviews)
    var after = before
    after[["spec", "http", 1, "headers"]] = ["request": ["set": ["x": "y"]]]
    let dump = try #require(Self.dump)
    #expect(try verdict(after, from: before, former: dump) == .differs("has the same routes as before"))
    let changed = CapturedRoutes.text.split(separator: #""name":"split""#).joined(separator: #""name":"other""#)
    #expect(try verdict(after, from: before, former: RouteDump(Array(changed.utf8))) == .shown)
  }

  @Test func someChangesHaveNothingToProve() {
    let before = document("reviews", Self.reviews)
    var annotated = before
    annotated[["metadata", "annotations"]] = ["a": "b"]
    #expect(RouteExpectation(Samples.change(before, annotated)) == nil)
    #expect(RouteExpectation(Samples.change(nil, Samples.destinationRule(["v1"]))) == nil)
    var delegate = before
    delegate[["spec", "hosts"]] = nil
    #expect(RouteExpectation(Samples.change(nil, delegate)) == nil)
    #expect(RouteExpectation(Samples.change(nil, document("x", [["delegate": ["name": "y"]]]))) == nil)
  }

  @Test(arguments: ["", "nonsense", "[]", #"{"error":"x"}"#]) func junkIsNoDump(text: String) {
    #expect(RouteDump(Array(text.utf8)) == nil)
  }

  @Test func refusalsAreCounted() {
    let text = """
      cluster_manager.cds.update_rejected: 0
      http.outbound_0.0.0.0_9080;.rds.9080.update_rejected: 2
      listener_manager.lds.update_rejected: 1
      http.x.rds.9080.update_success: 9
      """
    #expect(ProxyAnswer.rejections(Array(text.utf8)) == 3)
    #expect(ProxyAnswer.rejections(Array("no: such".utf8)) == 0)
  }
}
