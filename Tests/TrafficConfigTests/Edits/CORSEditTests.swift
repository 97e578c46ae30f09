import Documents
import MeshModel
import Testing

@testable import TrafficConfig

/// What is written for pages of other origins.
@Suite struct CORSEditTests {
  private func request(_ scope: RouteScope) throws -> CORSRequest {
    CORSRequest(
      scope: scope,
      origins: try ["https://shop.example", "^https://dev.", "~https://.*[.]example"].map { text in
        try CORSRequest.origin(parsing: text)
      },
      methods: ["GET", "POST"], headers: ["x-token"], expose: ["x-total"], maxAge: 3600, allowsCredentials: true,
      unmatchedPreflights: .ignore)
  }

  @Test func everythingFromNothing() throws {
    let plan = try CORSEdit.plan(try request(try EditSamples.scope()), in: EditSamples.context())
    #expect(
      EditSamples.yaml(plan) == """
        hosts:
        - reviews.default.svc.cluster.local
        http:
        - route:
          - destination:
              host: reviews.default.svc.cluster.local
          corsPolicy:
            allowOrigins:
            - exact: https://shop.example
            - prefix: https://dev.
            - regex: https://.*[.]example
            allowMethods:
            - GET
            - POST
            allowHeaders:
            - x-token
            exposeHeaders:
            - x-total
            maxAge: 3600s
            allowCredentials: true
            unmatchedPreflights: IGNORE

        """)
    #expect(plan.findings == [])
    #expect(
      plan.sentence == "reviews.default: allows pages of https://shop.example, what starts with https://dev., what "
        + "matches https://.*[.]example, methods GET, POST, headers x-token, with credentials. Creates VirtualService "
        + "default/reviews.")
    #expect(!plan.notices.contains { $0.hasPrefix("Any page") })
  }

  @Test func onlyWhatIsNamedChanges() throws {
    let mesh = try EditSamples.largeMesh()
    let plan = try CORSEdit.plan(
      CORSRequest(scope: try EditSamples.scope(), methods: ["PUT"]), in: EditSamples.context(mesh))
    let change = try #require(plan.changes.first)
    #expect(
      change.after?[["spec", "http", 1, "corsPolicy"]] == [
        "allowOrigins": [["exact": "https://a.example"]], "allowMethods": ["PUT"],
      ])
    var (before, after) = (try #require(change.before), try #require(change.after))
    before[["spec", "http", 1, "corsPolicy"]] = nil
    after[["spec", "http", 1, "corsPolicy"]] = nil
    #expect(before.serialized() == after.serialized())
    // An empty list takes its key away, and reset takes the whole away.
    let none = try CORSEdit.plan(
      CORSRequest(scope: try EditSamples.scope(), origins: []), in: EditSamples.context(mesh))
    #expect(none.changes.first?.after?[["spec", "http", 1, "corsPolicy"]] == nil)
  }

  @Test(arguments: [("*", true), ("~https?://.*", true), ("^https://", true), ("~https://.*[.]example", false)])
  func openToEveryoneWithCredentialsIsSaid(origin: String, isOpen: Bool) throws {
    let plan = try CORSEdit.plan(
      CORSRequest(
        scope: try EditSamples.scope(), origins: [try CORSRequest.origin(parsing: origin)], allowsCredentials: true),
      in: EditSamples.context())
    #expect(plan.notices.contains { $0.hasPrefix("Any page on the web") } == isOpen)
  }

  @Test(arguments: ["", "^", "~(", "shop.example", "https://shop.example/", "null"])
  func whatIsNoOriginIsRefused(text: String) {
    #expect(throws: ChangeRefusal.self) { try CORSRequest.origin(parsing: text) }
  }

  @Test func wrongNamesAndTimesAreRefused() throws {
    let scope = try EditSamples.scope()
    let wrong: [CORSRequest] = [
      CORSRequest(scope: scope), CORSRequest(scope: scope, methods: ["FETCH"]),
      CORSRequest(scope: scope, headers: ["a b"]), CORSRequest(scope: scope, expose: [""]),
      CORSRequest(scope: scope, maxAge: 0.5), CORSRequest(scope: scope, maxAge: -1),
      CORSRequest(scope: scope, maxAge: .infinity),
    ]
    for request in wrong {
      #expect(throws: ChangeRefusal.self, "\(request)") { try CORSEdit.plan(request, in: EditSamples.context()) }
    }
  }
}
