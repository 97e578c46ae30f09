import MeshModel
import Testing

@testable import TrafficConfig

/// Routes that name subsets which no DestinationRule defines.
@Suite struct UndefinedSubsetTests {
  @Test func definesTheSubsetsThatARouteNamesByTheLabel() throws {
    let object = try Fixtures.virtualService(
      """
      {hosts: [reviews], http: [{route: [
        {destination: {host: reviews, subset: v1}, weight: 90}, {destination: {host: reviews, subset: v2}, weight: 10}]}]}
      """)
    let mesh = Fixtures.bookinfo(virtualServices: [object])
    let rows = mesh.splits(ofService: Fixtures.reviews)[0].rows
    #expect(rows.map(\.version) == ["v1", "v2", "v3"] && rows.map(\.readyPods) == [1, 1, 1])
    #expect(rows.map(\.isDefined) == [false, false, true] && rows.map(\.subset) == ["v1", "v2", nil])
    let plan = try TrafficShiftTests.shift([("v1", 70), ("v2", 30)], in: mesh)
    #expect(plan.changes.map(\.reference.kind) == ["DestinationRule", "VirtualService"])
    #expect(
      plan.changes[0].after?[["spec", "subsets"]] == [
        ["name": "v1", "labels": ["version": "v1"]], ["name": "v2", "labels": ["version": "v2"]],
      ])
    #expect(!plan.hasErrors)
    #expect(
      plan.notices.contains {
        $0.hasPrefix("Requests to the subsets v1, v2 fail now (503 NC): no DestinationRule defines them.")
      })
    // The same weights: only the rule is missing.
    let same = try TrafficShiftTests.shift([("v1", 90), ("v2", 10)], in: mesh)
    #expect(same.changes.map(\.reference.kind) == ["DestinationRule"])
    // A version that another subset selects already is told by its label, too.
    let stable = try Fixtures.destinationRule("{host: reviews, subsets: [{name: stable, labels: {version: v1}}]}")
    let covered = try TrafficShiftTests.shift(
      [("v1", 70), ("v2", 30)], in: Fixtures.bookinfo(virtualServices: [object], destinationRules: [stable]))
    #expect(covered.changes[0].after?[["spec", "subsets"]]?.array?.map { $0["name"] } == ["stable", "v1", "v2"])
    #expect(!covered.hasErrors)
  }
}
