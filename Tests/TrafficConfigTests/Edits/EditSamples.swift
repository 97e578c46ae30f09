import Documents
import MeshModel

@testable import TrafficConfig

/// Objects and wishes that the tests of edits share.
enum EditSamples {
  static let host = "reviews.default.svc.cluster.local"

  /// A VirtualService as people write them: routes, matches, and fields that nobody here knows.
  static let large = """
    hosts: [reviews]
    futureField: {deep: [1, {x: y}]}
    http:
    - name: jason
      match:
      - headers: {end-user: {exact: jason}}
        name: the test user
      route:
      - destination: {host: reviews, subset: v2}
      future: 1e3
    - zName: keep me first
      name: main
      fault: {delay: {fixedDelay: 1s, percent: 5, futureDelay: 7}}
      timeout: 2s
      retries: {retryOn: 5xx, attempts: 3, futureRetry: x}
      rewrite: {authority: a.example, futureRewrite: [1]}
      headers: {request: {remove: [x-old], set: {x-env: prod}}}
      mirror: {host: reviews, subset: v3, futureMirror: y}
      mirror_percent: 10
      route:
      - weight: 80
        destination: {subset: v1, host: reviews, port: {number: 9080}, futureDestination: [a]}
        headers: {response: {add: {x-version: v1}}}
        futureWeight: {a: 1.0}
      - destination: {host: reviews, subset: v2, port: {number: 9080}}
        weight: 20
      corsPolicy: {allowOrigins: [{exact: https://a.example}]}
      future: 1.50
    tcp:
    - match: [{port: 27017}]
      route: [{destination: {host: ratings}, weight: 100}]
    """

  static func largeMesh() throws -> MeshConfiguration {
    Fixtures.bookinfo(
      virtualServices: [try Fixtures.virtualService(large)],
      destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule)])
  }

  static func context(_ mesh: MeshConfiguration = Fixtures.bookinfo(), now: Double = 1_800_000_000) -> EditContext {
    EditContext(configuration: mesh, now: now, author: "ann")
  }

  static func scope(_ matches: String..., route: Int? = nil) throws -> RouteScope {
    RouteScope(
      service: Fixtures.reviews, conditions: try matches.map { text in try MatchCondition(parsing: text) },
      routeIndex: route)
  }

  /// The mesh after the changes of a plan.
  static func mesh(after plan: ChangePlan, from mesh: MeshConfiguration) throws -> MeshConfiguration {
    let service = ServiceInfo(id: Fixtures.reviews)
    return PlanReview(configuration: mesh, service: service, changes: plan.changes).changed
  }

  static func decide(
    _ plan: ChangePlan, from mesh: MeshConfiguration, path: String = "/reviews/0", headers: [String: String] = [:]
  ) throws -> RouteDecision {
    RouteEvaluator(configuration: try Self.mesh(after: plan, from: mesh))
      .decide(Fixtures.request(path: path, headers: headers))
  }

  /// The spec of what a plan writes last, as YAML.
  static func yaml(_ plan: ChangePlan) -> String {
    plan.changes.last?.after?["spec"].map(YAMLText.emit) ?? "nothing"
  }
}
