import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct SplitsTests {
  @Test func withoutRulesPodsDecide() {
    let mesh = Fixtures.bookinfo(reviews: [
      Fixtures.workload("reviews", "v1", pods: 2), Fixtures.workload("reviews", "v2", pods: 2, ready: 1),
      Fixtures.workload("reviews", "v3", pods: 1, ready: 0),
    ])
    let splits = mesh.splits(ofService: Fixtures.reviews)
    #expect(splits.count == 1)
    #expect(splits[0].location == nil)
    #expect(splits[0].isOnMesh)
    #expect(splits[0].rows.map(\.version) == ["v1", "v2", "v3"])
    #expect(splits[0].rows.map { ($0.percent * 10).rounded() / 10 } == [66.7, 33.3, 0])
    #expect(splits[0].rows.map(\.readyPods) == [2, 1, 0])
    #expect(splits[0].rows.map(\.pods) == [2, 2, 1])
    #expect(splits[0].rows[0].labels == ["version": "v1"])
  }

  @Test func routesAreToldInWords() throws {
    let object = try Fixtures.virtualService(
      """
      hosts: [reviews]
      http:
      - match: [{headers: {end-user: {exact: jason}}, method: {exact: GET}}, {uri: {prefix: /beta}}]
        fault: {delay: {fixedDelay: 5s, percentage: {value: 12.5}}}
        mirror: {host: reviews, subset: v3}
        route: [{destination: {host: reviews, subset: v2}}]
      - redirect: {uri: /x}
        match: [{uri: {exact: /old}}]
      - route:
        - {destination: {host: reviews, subset: v1}, weight: 80}
        - {destination: {host: reviews, subset: v2}, weight: 40}
      """)
    let mesh = Fixtures.bookinfo(
      virtualServices: [object], destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
    let splits = mesh.splits(ofService: Fixtures.reviews)
    #expect(
      splits.map(\.title) == [
        "Route 1 of 3: method = GET and header end-user = jason, or path starts with /beta",
        "Route 2 of 3: path = /old", "Route 3 of 3: everyone else",
      ])
    #expect(splits.map(\.isCatchAll) == [false, false, true])
    #expect(splits[0].extras == ["delays 12.5 % by 5s", "mirrors 100 % to v3"])
    #expect(splits.map { $0.refusal == nil } == [true, false, true])
    #expect(splits[2].rows.map(\.version) == ["v1", "v2", "v3"])
    #expect(splits[2].rows.map(\.weight) == [80, 40, nil])
    #expect(splits[2].rows.map { $0.percent.rounded() } == [67, 33, 0])
    #expect(splits[2].rows.map(\.isInRoute) == [true, true, false])
    #expect(splits[2].rows.map(\.isDefined) == [true, true, true])
  }

  @Test func gatewayRoutesToTheServiceAreListedToo() throws {
    let edge = try Fixtures.virtualService(
      "{hosts: ['*'], gateways: [infra/edge], http: [{match: [{uri: {exact: /r}}], route: [{destination: {host: reviews}}]}, {route: [{destination: {host: details}}]}]}",
      name: "edge")
    let splits = Fixtures.bookinfo(virtualServices: [edge]).splits(ofService: Fixtures.reviews)
    #expect(splits.count == 2)
    #expect(splits[0].location == nil)
    #expect(splits[1].entryPoints == ["infra/edge"])
    #expect(!splits[1].isOnMesh)
    #expect(splits[1].rows.map(\.version) == ["v1", "v2", "v3"])
  }

  @Test func otherHostsAndUndefinedSubsetsAreRows() throws {
    let object = try Fixtures.virtualService(
      """
      hosts: [reviews]
      http:
      - route:
        - {destination: {host: reviews, subset: v9}, weight: 50}
        - {destination: {host: ratings}, weight: 30}
        - {destination: {host: reviews}, weight: 20}
      """)
    let rows = Fixtures.bookinfo(virtualServices: [object]).splits(ofService: Fixtures.reviews)[0].rows
    #expect(rows.map(\.version) == ["v9", "ratings", "reviews", "v1", "v2", "v3"])
    #expect(rows.map(\.isDefined) == [false, true, true, true, true, true])
    #expect(rows[1].host == "ratings.default.svc.cluster.local")
    #expect(rows[1].readyPods == 1)
    #expect(rows[2].readyPods == 3)
  }

  @Test func subsetsAndLabelsMakeTheVersions() throws {
    let rule = try Fixtures.destinationRule(
      "{host: reviews, subsets: [{name: stable, labels: {version: v1}}, {name: all}, {name: gone, labels: {version: v0}}]}"
    )
    let mesh = Fixtures.bookinfo(destinationRules: [rule])
    let service = try #require(mesh.service(Fixtures.reviews))
    let versions = mesh.versions(of: service)
    #expect(versions.map(\.name) == ["stable", "all", "gone", "v2", "v3"])
    #expect(versions.map(\.subset) == ["stable", "all", "gone", nil, nil])
    #expect(versions.map(\.readyPods) == [1, 3, 0, 1, 1])
  }

  @Test(arguments: [
    (
      "- route: [{destination: {host: reviews, subset: v1}, weight: 80}, {destination: {host: reviews, subset: v2}, weight: 20}]",
      [80.0, 20]
    ),
    // Two routes with the same weights have them in common.
    (
      """
      - match: [{uri: {prefix: /slow}}]
        timeout: 9s
        route: [{destination: {host: reviews, subset: v1}, weight: 8}, {destination: {host: reviews, subset: v2}, weight: 2}]
      - route: [{destination: {host: reviews, subset: v1}, weight: 80}, {destination: {host: reviews, subset: v2}, weight: 20}]
      """, [80, 20]
    ),
    // Some users always get v3, the others any pod: v3 has no weight of 100.
    (
      """
      - match: [{headers: {end-user: {exact: jason}}}]
        route: [{destination: {host: reviews, subset: v3}}]
      - route: [{destination: {host: reviews}}]
      """, nil
    ),
    ("- route: [{destination: {host: reviews}}]", nil),
  ])
  func weightsAreTheServicesWhereAllRoutesShareThem(http: String, expected: [Double]?) throws {
    let object = try Fixtures.virtualService("hosts: [reviews]\nhttp:\n" + http)
    let mesh = Fixtures.bookinfo(
      virtualServices: [object], destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
    let split = mesh.commonSplit(ofService: Fixtures.reviews)
    #expect(split?.rows.filter { $0.percent > 0 }.map(\.percent) == expected)
  }
}
