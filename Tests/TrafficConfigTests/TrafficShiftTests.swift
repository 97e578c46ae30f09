import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct TrafficShiftTests {
  static func shift(
    _ weights: [(String, Int)], in mesh: MeshConfiguration, route: Int? = nil, service: String = "reviews",
    observed: [String: RequestTotals] = [:]
  ) throws -> ChangePlan {
    try TrafficShift.plan(
      ShiftRequest(
        service: ServiceID(namespace: "default", name: service), routeIndex: route,
        weights: weights.map { ShiftRequest.Weight($0.0, $0.1) }), in: mesh, observed: observed)
  }

  /// A VirtualService as people write them: routes, matches, and fields that nobody here knows.
  private static let large = """
    hosts: [reviews]
    futureField: {deep: [1, {x: y}]}
    http:
    - name: jason
      match:
      - headers: {end-user: {exact: jason}}
        futureMatch: true
      route:
      - destination: {host: reviews, subset: v2}
    - zName: keep me first
      name: main
      fault: {delay: {fixedDelay: 1s, percentage: {value: 0.5}}}
      timeout: 2s
      route:
      - weight: 80
        destination: {subset: v1, host: reviews, port: {number: 9080}, futureDestination: [a]}
        headers: {response: {add: {x-version: v1}}}
        futureWeight: {a: 1.0}
      - destination: {host: reviews, subset: v2, port: {number: 9080}}
        weight: 20
      corsPolicy: {allowOrigins: [{exact: https://a.example}]}
      future: 1e3
    tcp:
    - match: [{port: 27017}]
      route: [{destination: {host: ratings}, weight: 100}]
    """

  private static func largeMesh() throws -> MeshConfiguration {
    Fixtures.bookinfo(
      virtualServices: [try Fixtures.virtualService(large)],
      destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
  }

  private static func blankWeights(_ document: JSONValue, route: Int) -> JSONValue {
    var copy = document
    let path: JSONPath = ["spec", "http", .index(route), "route"]
    for index in (copy[path]?.array ?? []).indices where copy[path.appending(index).appending("weight")] != nil {
      copy[path.appending(index).appending("weight")] = 0
    }
    return copy
  }

  @Test func editsTheWeightsAndNothingElse() throws {
    let mesh = try Self.largeMesh()
    let plan = try Self.shift([("v1", 70), ("v2", 30)], in: mesh)
    #expect(plan.changes.map(\.reference.description) == ["VirtualService default/reviews"])
    let change = try #require(plan.changes.first)
    #expect(change.operation == .update)
    #expect(change.resourceVersion == "7")
    #expect(
      change.diff(context: 0).map { "\($0.sign)\($0.text.drop { $0 == " " })" } == [
        "-- weight: 80", "+- weight: 70", "-weight: 20", "+weight: 30",
      ])
    let before = try #require(change.before)
    let after = try #require(change.after)
    #expect(Self.blankWeights(before, route: 1).serialized() == Self.blankWeights(after, route: 1).serialized())
    #expect(plan.sentence == "reviews.default: v1 80→70, v2 20→30. 2 other routes untouched.")
    #expect(!plan.hasErrors)
    #expect(plan.notices == [])
  }

  @Test(arguments: 0..<UInt64(150))
  func anyShiftKeepsEverythingButWeights(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let routes = Int.random(in: 1...4, using: &generator)
    var http: [JSONValue] = []
    for index in 0..<routes {
      var entries: [JSONValue] = []
      for version in ["v1", "v2", "v3"].shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator)) {
        var entry: JSONObject = ["unknown": .string("\(generator.next())")]
        entry["destination"] = [
          "subset": .string(version),
          "host": Bool.random(using: &generator) ? "reviews" : "reviews.default.svc.cluster.local",
        ]
        if entries.isEmpty || Bool.random(using: &generator) {
          entry["weight"] = JSONValue(Int.random(in: 1...100, using: &generator))
        }
        entries.append(.object(entry))
      }
      var route: JSONObject = [
        "route": .array(entries), "x\(index)": ["keep": JSONValue(Int.random(in: 0...9, using: &generator))],
      ]
      if index < routes - 1 {
        route.insert("match", [["uri": ["prefix": .string("/\(index)")]]], at: Int.random(in: 0...1, using: &generator))
      }
      http.append(.object(route))
    }
    let document: JSONValue = [
      "kind": "VirtualService", "apiVersion": "networking.istio.io/v1beta1",
      "metadata": ["name": "reviews", "namespace": "default", "resourceVersion": "3"],
      "spec": ["http": .array(http), "hosts": ["reviews"], "other": [:]],
    ]
    let mesh = Fixtures.bookinfo(
      virtualServices: [VirtualService(document: document)],
      destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
    let chosen = Int.random(in: 0..<routes, using: &generator)
    let share = Int.random(in: 0...100, using: &generator)
    let names = ["v1", "v2", "v3"].shuffled(using: &generator)
    let plan = try Self.shift([(names[0], share), (names[1], 100 - share)], in: mesh, route: chosen)
    guard let after = plan.changes.first?.after else {
      #expect(plan.changes.isEmpty)
      return
    }
    #expect(plan.changes.count == 1)
    let path: JSONPath = ["spec", "http", .index(chosen), "route"]
    let count = document[path]?.array?.count ?? 0
    // Without the weights and without destinations that were added, old and new are the same to the byte.
    func bare(_ value: JSONValue) -> String {
      var copy = value
      copy[path] = .array(
        (value[path]?.array ?? []).prefix(count).map { entry in
          var entry = entry
          entry["weight"] = nil
          return entry
        })
      return copy.serialized()
    }
    #expect(bare(after) == bare(document))
    let weights = after[path]?.array?.compactMap { $0["weight"]?.int } ?? []
    #expect(weights.count == after[path]?.array?.count)
    #expect(weights.reduce(0, +) == 100)
    // What the evaluator makes of it is what was asked for.
    let changed = mesh.replacing(virtualServices: [VirtualService(document: after)])
    let request = Fixtures.request(path: chosen < routes - 1 ? "/\(chosen)" : "/else")
    let shares = try #require(RouteEvaluator(configuration: changed).decide(request).forward).destinations
    for (name, weight) in [(names[0], share), (names[1], 100 - share)] {
      #expect((shares.first { $0.subset == name }?.share ?? 0) == Double(weight) / 100)
    }
    #expect(!plan.hasErrors)
  }

  @Test func createsRuleThenRouteWhereThereIsNothing() throws {
    let plan = try Self.shift([("v1", 80), ("v2", 20)], in: Fixtures.bookinfo())
    #expect(
      plan.changes.map(\.reference.description) == [
        "DestinationRule default/reviews", "VirtualService default/reviews",
      ])
    #expect(plan.changes.map(\.operation) == [.create, .create])
    let host = "reviews.default.svc.cluster.local"
    #expect(
      plan.changes[0].after == [
        "apiVersion": "networking.istio.io/v1", "kind": "DestinationRule",
        "metadata": ["name": "reviews", "namespace": "default", "labels": ["app.kubernetes.io/managed-by": "vigla"]],
        "spec": [
          "host": .string(host),
          "subsets": [
            ["name": "v1", "labels": ["version": "v1"]], ["name": "v2", "labels": ["version": "v2"]],
            ["name": "v3", "labels": ["version": "v3"]],
          ],
        ],
      ])
    #expect(plan.changes[1].after?[["spec", "hosts"]] == [.string(host)])
    #expect(
      plan.changes[1].after?[["spec", "http"]] == [
        [
          "route": [
            ["destination": ["host": .string(host), "subset": "v1"], "weight": 80],
            ["destination": ["host": .string(host), "subset": "v2"], "weight": 20],
            ["destination": ["host": .string(host), "subset": "v3"], "weight": 0],
          ]
        ]
      ])
    #expect(!plan.hasErrors)
    #expect(
      plan.sentence
        == "reviews.default: v1 34→80, v2 33→20, v3 33→0. Creates DestinationRule default/reviews. "
        + "Creates VirtualService default/reviews.")
  }

  @Test func addsMissingSubsetsToTheRule() throws {
    let rule = try Fixtures.destinationRule(
      "{trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}, subsets: [{labels: {version: v1}, name: v1}], host: reviews, other: 1}",
      name: "rule")
    let object = try Fixtures.virtualService(
      "{hosts: [reviews], http: [{route: [{destination: {host: reviews, subset: v1}}]}]}")
    let mesh = Fixtures.bookinfo(virtualServices: [object], destinationRules: [rule])
    let plan = try Self.shift([("v1", 90), ("v3", 10)], in: mesh)
    #expect(plan.changes.map(\.reference.kind) == ["DestinationRule", "VirtualService"])
    #expect(
      plan.changes[0].after?["spec"]?.serialized()
        == #"{"trafficPolicy":{"tls":{"mode":"ISTIO_MUTUAL"}},"subsets":[{"labels":{"version":"v1"},"name":"v1"},{"name":"v3","labels":{"version":"v3"}}],"host":"reviews","other":1}"#
    )
    #expect(
      plan.changes[1].after?[["spec", "http", 0, "route"]] == [
        ["destination": ["host": "reviews", "subset": "v1"], "weight": 90],
        ["destination": ["host": "reviews", "subset": "v3"], "weight": 10],
      ])
    #expect(plan.sentence == "reviews.default: v1 100→90, v3 0→10. Adds subset v3 to DestinationRule default/rule.")
    #expect(!plan.hasErrors)
  }

  @Test func partsADestinationWithoutSubset() throws {
    let object = try Fixtures.virtualService(
      "{hosts: [reviews], http: [{timeout: 1s, route: [{destination: {host: reviews, port: {number: 9080}}, headers: {request: {set: {a: b}}}}]}]}"
    )
    let plan = try Self.shift([("v1", 50), ("v2", 50)], in: Fixtures.bookinfo(virtualServices: [object]))
    #expect(plan.changes.map(\.operation) == [.create, .update])
    #expect(
      plan.changes[1].after?[["spec", "http", 0, "route"]]?.serialized()
        == #"[{"destination":{"host":"reviews","port":{"number":9080},"subset":"v1"},"headers":{"request":{"set":{"a":"b"}}},"weight":50},{"destination":{"host":"reviews","port":{"number":9080},"subset":"v2"},"headers":{"request":{"set":{"a":"b"}}},"weight":50}]"#
    )
    #expect(!plan.hasErrors)
  }

  @Test func definesTheSubsetThatARouteNamesInVain() throws {
    let object = try Fixtures.virtualService(
      "{hosts: [reviews], http: [{route: [{destination: {host: reviews, subset: v9}, weight: 100}]}]}")
    let mesh = Fixtures.bookinfo(virtualServices: [object])
    let plan = try Self.shift([("v1", 100)], in: mesh)
    #expect(plan.changes.last?.after?[["spec", "http", 0, "route", 0, "weight"]] == 0)
    #expect(plan.changes.last?.after?[["spec", "http", 0, "route", 1, "destination", "subset"]] == "v1")
    #expect(throws: ChangeRefusal.self) { try Self.shift([("v9", 100)], in: mesh) }
  }

  @Test func versionsThatAreNoLabelsGetSubsetNames() throws {
    let mesh = Fixtures.bookinfo(reviews: [
      Fixtures.workload("reviews", "1.0.0"), Fixtures.workload("reviews", "1_0_0"),
      Fixtures.workload("reviews", "V2.0"),
    ])
    let plan = try Self.shift([("1.0.0", 60), ("1_0_0", 40)], in: mesh)
    #expect(plan.changes[0].after?[["spec", "subsets"]]?.array?.map { $0["name"] } == ["1-0-0", "1-0-0-x", "V2-0"])
    #expect(plan.changes[1].after?[["spec", "http", 0, "route", 1, "destination", "subset"]] == "1-0-0-x")
    #expect(!plan.hasErrors)
  }

  @Test func keepsThePolicyOfAWiderRule() throws {
    let wide = try Fixtures.destinationRule(
      "{host: '*.default.svc.cluster.local', trafficPolicy: {tls: {mode: DISABLE}}}", name: "reviews")
    let plan = try Self.shift([("v1", 100)], in: Fixtures.bookinfo(destinationRules: [wide]))
    #expect(plan.changes[0].reference.name == "reviews-subsets")
    #expect(plan.changes[0].after?[["spec", "trafficPolicy", "tls", "mode"]] == "DISABLE")
    #expect(plan.notices.contains { $0.contains("no longer counts") })
  }

  @Test func usesTCPRoutesForTCPServices() throws {
    let mesh = MeshConfiguration(
      services: [Fixtures.service("db", ports: [5432], portName: "tcp")],
      workloads: [Fixtures.workload("db", "v1"), Fixtures.workload("db", "v2")])
    let plan = try Self.shift([("v1", 50), ("v2", 50)], in: mesh, service: "db")
    #expect(plan.changes[1].after?["spec"]?.object?.keys == ["hosts", "tcp"])
    #expect(!plan.hasErrors)
    let object = VirtualService(document: try #require(plan.changes[1].after))
    let rule = DestinationRule(document: try #require(plan.changes[0].after))
    let again = try Self.shift(
      [("v1", 10), ("v2", 90)], in: mesh.replacing(virtualServices: [object], destinationRules: [rule]), service: "db")
    #expect(again.changes.map(\.reference.kind) == ["VirtualService"])
    #expect(again.changes[0].after?[["spec", "tcp", 0, "route", 1, "weight"]] == 90)
  }

  @Test func nothingToChangeIsSaid() throws {
    let plan = try Self.shift([("v1", 80), ("v2", 20)], in: Self.largeMesh())
    #expect(plan.isEmpty)
    #expect(plan.sentence.contains("Nothing to change."))
  }

  @Test(
    arguments: [
      ([], .badWeights), ([("v1", 50)], .badWeights), ([("v1", 50), ("v1", 50)], .badWeights),
      ([("v1", 150), ("v2", -50)], .badWeights), ([("v7", 100)], .unknownVersion),
    ] as [([(String, Int)], ChangeRefusal.Reason)])
  func refuses(weights: [(String, Int)], reason: ChangeRefusal.Reason) throws {
    let mesh = try Self.largeMesh()
    #expect {
      _ = try Self.shift(weights, in: mesh)
    } throws: { error in
      (error as? ChangeRefusal).map { $0.reason == reason && !$0.text.isEmpty } ?? false
    }
  }

  @Test func refusesUnknownServicesAndRoutes() throws {
    let mesh = try Self.largeMesh()
    #expect(throws: ChangeRefusal.self) { try Self.shift([("v1", 100)], in: mesh, service: "nope") }
    #expect(throws: ChangeRefusal.self) { try Self.shift([("v1", 100)], in: mesh, route: 5) }
  }

  private static func refusal(_ mesh: MeshConfiguration, _ weights: [(String, Int)] = [("v1", 100)]) -> ChangeRefusal? {
    do {
      _ = try shift(weights, in: mesh)
      return nil
    } catch {
      return error as? ChangeRefusal
    }
  }

  @Test func refusesAmbiguousAndRivalRules() throws {
    let rule = try Fixtures.destinationRule(Fixtures.reviewsRule)
    let route = "route: [{destination: {host: reviews, subset: v1}}]"
    let noCatchAll = try Fixtures.virtualService(
      "{hosts: [reviews], http: [{match: [{uri: {prefix: /a}}], \(route)}, {match: [{uri: {prefix: /b}}], \(route)}]}")
    #expect(
      Self.refusal(Fixtures.bookinfo(virtualServices: [noCatchAll], destinationRules: [rule]))?.reason
        == .ambiguousRoute)
    let one = try Fixtures.virtualService(
      "{hosts: [reviews], http: [{\(route)}]}", name: "one", created: "2024-01-01T00:00:00Z")
    let two = try Fixtures.virtualService(
      "{hosts: [reviews], http: [{\(route)}]}", name: "two", created: "2024-02-01T00:00:00Z")
    let rivals = Fixtures.bookinfo(virtualServices: [one, two], destinationRules: [rule])
    let refusal = Self.refusal(rivals)
    #expect(refusal?.reason == .conflictingObjects)
    #expect(refusal?.text.contains("default/one, default/two") == true)
    let redirect = try Fixtures.virtualService("{hosts: [reviews], http: [{redirect: {uri: /x}}]}")
    #expect(Self.refusal(Fixtures.bookinfo(virtualServices: [redirect], destinationRules: [rule]))?.reason == .noRoute)
    // Naming the object overrules the doubt.
    let named = ShiftRequest(
      service: Fixtures.reviews, virtualService: one.reference, weights: [ShiftRequest.Weight("v2", 100)])
    #expect(try TrafficShift.plan(named, in: rivals).changes.first?.reference.name == "one")
  }

  @Test func aGatewaysRouteIsTakenWhereThereIsNoOther() throws {
    let edge = try Fixtures.virtualService(
      "{hosts: ['*'], gateways: [gw], http: [{match: [{uri: {exact: /r}}], route: [{destination: {host: reviews}}]}]}",
      name: "edge")
    let plan = try Self.shift([("v1", 90), ("v2", 10)], in: Fixtures.bookinfo(virtualServices: [edge]))
    #expect(plan.changes.last?.reference.name == "edge")
    #expect(plan.notices.contains { $0.hasPrefix("Only traffic through default/gw follows this route") })
    let mesh = try Fixtures.virtualService("{hosts: [reviews], http: [{route: [{destination: {host: reviews}}]}]}")
    let both = try Self.shift([("v1", 100)], in: Fixtures.bookinfo(virtualServices: [edge, mesh]))
    #expect(both.changes.last?.reference.name == "reviews")
    #expect(both.notices.contains { $0.hasPrefix("Traffic through default/gw does not follow this split") })
  }

  @Test func readinessAndLoadAreTold() throws {
    let mesh = Fixtures.bookinfo(reviews: [
      Fixtures.workload("reviews", "v1", pods: 3), Fixtures.workload("reviews", "v2", pods: 1),
      Fixtures.workload("reviews", "v3", pods: 2, ready: 0),
    ])
    let plan = try Self.shift([("v1", 40), ("v2", 40), ("v3", 20)], in: mesh)
    #expect(plan.notices.contains("v3 has no ready pod (0 of 2): its 20 % of the requests would fail with 503."))
    #expect(
      plan.notices.contains(
        "v2 runs 1 of the 4 pods of these versions but takes 40 %: each of its pods will carry 3.0 times what a v1 pod "
          + "carries."))
  }

  @Test func ownersAreNamed() throws {
    var document = try Fixtures.document("VirtualService", Self.large)
    document[["metadata", "annotations", "argocd.argoproj.io/tracking-id"]] =
      "shop:networking.istio.io/VirtualService:default/reviews"
    let mesh = Fixtures.bookinfo(
      virtualServices: [VirtualService(document: document)],
      destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
    let plan = try Self.shift([("v1", 10), ("v2", 90)], in: mesh)
    #expect(plan.notices.first?.hasPrefix("Argo CD (application shop) manages VirtualService default/reviews") == true)
  }

  @Test func theSamePlanHasTheSameIdentity() throws {
    let mesh = try Self.largeMesh()
    let plans = try [(70, 30), (70, 30), (60, 40)].map { try Self.shift([("v1", $0.0), ("v2", $0.1)], in: mesh) }
    #expect(plans[0].id == plans[1].id)
    #expect(plans[0].id != plans[2].id)
    #expect(plans[0].id.count == 16)
  }
}
