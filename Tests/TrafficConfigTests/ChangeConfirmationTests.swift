import Documents
import Testing

@testable import TrafficConfig

/// What wants a name typed, not just a key.
@Suite struct ChangeConfirmationTests {
  private static func plan(
    _ kind: String = "VirtualService", before: String?, after: String?, undoOf: String? = nil
  ) throws -> ChangePlan {
    let before = try before.map { try Fixtures.document(kind, $0, name: "web") }
    let after = try after.map { try Fixtures.document(kind, $0, name: "web") }
    let change = ObjectChange(
      reference: ObjectReference(kind: kind, namespace: "default", name: "web"),
      apiVersion: "networking.istio.io/v1", before: before, after: after)
    return ChangePlan(title: "Edit", sentence: "", changes: [change], undoOf: undoOf)
  }

  private static func fault(_ fault: String, match: String = "") -> String {
    "{hosts: [reviews.default.svc.cluster.local], http: [{\(match)fault: {\(fault)}, route: [{destination: {host: reviews}}]}]}"
  }

  private static let plain = "{hosts: [reviews], http: [{route: [{destination: {host: reviews}}]}]}"

  @Test(
    arguments: [
      (plain, nil, "web"), (nil, plain, nil),
      (plain, fault("delay: {fixedDelay: 1s, percentage: {value: 100}}"), "reviews"),
      (plain, fault("abort: {httpStatus: 503, percentage: {value: 50.0}}"), "reviews"),
      (plain, fault("abort: {httpStatus: 503, percentage: {value: 49.9}}"), nil),
      (plain, fault("abort: {httpStatus: 503, percentage: {value: 100}}", match: "match: [{uri: {exact: /a}}], "), nil),
      // What was there already is no news; less of it even less.
      (
        fault("delay: {fixedDelay: 1s, percentage: {value: 100}}"),
        fault("delay: {fixedDelay: 2s, percentage: {value: 80}}"), nil
      ),
      (plain, "{hosts: [reviews], http: [{directResponse: {status: 503}}]}", "reviews"),
      (plain, "{hosts: [reviews], http: [{redirect: {uri: /x}}]}", "reviews"),
      (nil, "{hosts: ['*.shop.example'], http: [{route: [{destination: {host: a}}]}]}", "web"),
      // What is bound to a gateway alone is for its own hosts anyway.
      (nil, "{hosts: ['*'], gateways: [gw], http: [{route: [{destination: {host: a}}]}]}", nil),
    ] as [(String?, String?, String?)])
  func muchWantsAName(before: String?, after: String?, word: String?) throws {
    #expect(try Self.plan(before: before, after: after).confirmation(protectedContext: nil)?.word == word)
    // An undo has been looked at before.
    #expect(try Self.plan(before: before, after: after, undoOf: "1").confirmation(protectedContext: nil) == nil)
  }

  @Test func aRuleForManyHostsWantsItsName() throws {
    let plan = try Self.plan("DestinationRule", before: nil, after: "{host: '*.default.svc.cluster.local'}")
    #expect(plan.confirmation(protectedContext: nil)?.word == "web")
    #expect(
      try Self.plan("DestinationRule", before: nil, after: "{host: reviews}").confirmation(protectedContext: nil) == nil
    )
  }

  @Test(arguments: [nil, "1"])
  func aProtectedContextWantsItsNameForAll(undoOf: String?) throws {
    let plan = try Self.plan(before: nil, after: Self.plain, undoOf: undoOf)
    let confirmation = try #require(plan.confirmation(protectedContext: "prod-eu"))
    #expect(confirmation.word == "prod-eu")
    #expect(confirmation.reason.contains("prod-eu is protected"))
  }
}
