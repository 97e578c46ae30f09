import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct ShiftForecastTests {
  private static let observed = ["v1": RequestTotals(rate: 80), "v2": RequestTotals(rate: 20)]
  private static let main = """
    route: [{destination: {host: reviews, subset: v1}, weight: 80}, {destination: {host: reviews, subset: v2}, weight: 20}]
    """

  private static func mesh(_ http: String, _ others: VirtualService...) throws -> MeshConfiguration {
    Fixtures.bookinfo(
      virtualServices: [try Fixtures.virtualService("{hosts: [reviews], http: [\(http)]}")] + others,
      destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
  }

  private static func plan(
    _ mesh: MeshConfiguration, _ observed: [String: RequestTotals] = observed
  ) throws -> ChangePlan {
    try TrafficShiftTests.shift([("v1", 50), ("v2", 50)], in: mesh, observed: observed)
  }

  @Test func tellsRatesWhereOneRouteTakesAll() throws {
    let plan = try Self.plan(Self.mesh("{\(Self.main)}"))
    #expect(
      plan.forecast == [
        VersionForecast(version: "v1", percentBefore: 80, percent: 50, rateBefore: 80, rateAfter: 50),
        VersionForecast(version: "v2", percentBefore: 20, percent: 50, rateBefore: 20, rateAfter: 50),
      ])
    #expect(plan.notices.isEmpty)
    #expect(try Self.plan(Self.mesh("{\(Self.main)}"), [:]).forecast.allSatisfy { $0.rateAfter == nil })
  }

  @Test(
    arguments: [
      ("{match: [{uri: {exact: /a}}], route: [{destination: {host: reviews, subset: v2}}]}", true),
      // These take no request of the service.
      ("{match: [{uri: {exact: /a}}], redirect: {uri: /b}}", false),
      ("{match: [{uri: {exact: /a}}], route: [{destination: {host: details}}]}", false),
    ])
  func claimsNoRateThatOtherRoutesShare(route: String, isShared: Bool) throws {
    let plan = try Self.plan(Self.mesh("\(route), {\(Self.main)}"))
    #expect(plan.forecast.allSatisfy { ($0.rateAfter == nil) == isShared && ($0.rateBefore == nil) == isShared })
    #expect(plan.forecast.map(\.percent) == [50, 50])
    #expect(
      plan.notices
        == (isShared
          ? [
            "The percentages are of the requests that reach this route; 1 other route takes requests of reviews.default, too."
          ] : []))
  }

  @Test func gatewaysAndOtherServicesShareToo() throws {
    let edge = try Fixtures.virtualService(
      "{hosts: ['*'], gateways: [gw], http: [{route: [{destination: {host: reviews}}]}]}", name: "edge")
    let plan = try Self.plan(Self.mesh("{\(Self.main)}", edge))
    #expect(plan.forecast.allSatisfy { $0.rateAfter == nil })
    let foreign = try Self.mesh(
      "{route: [{destination: {host: reviews, subset: v1}, weight: 50}, {destination: {host: ratings}, weight: 50}]}")
    #expect(try Self.plan(foreign).forecast.allSatisfy { $0.rateAfter == nil })
  }

  @Test(
    arguments: [
      ([100 / 3.0, 100 / 3.0, 100 / 3.0], [34, 33, 33]), ([200 / 3.0, 100 / 3.0], [67, 33]),
      ([28.999999999999996, 71], [29, 71]),
      ([0, 0], [0, 0]), ([100], [100]), ([], []), ([100 / 6.0, 100 / 6.0, 200 / 3.0], [17, 17, 66]),
    ] as [([Double], [Int])])
  func wholePercentagesKeepTheSum(values: [Double], expected: [Int]) {
    #expect(Percent.whole(values) == expected)
  }

  @Test func loadIsToldAgainstTheOtherVersions() throws {
    let mesh = Fixtures.bookinfo(reviews: [Fixtures.workload("reviews", "v1"), Fixtures.workload("reviews", "v2")])
    let plan = try TrafficShiftTests.shift([("v1", 80), ("v2", 20)], in: mesh)
    #expect(
      plan.notices == [
        "v1 runs 1 of the 2 pods of these versions but takes 80 %: each of its pods will carry 4.0 times what a v2 pod "
          + "carries."
      ])
  }
}
