import Documents
import MeshModel
import Testing

@testable import TrafficConfig

/// IST0149: routes that go by a token's claims need a RequestAuthentication for the gateway's pods.
@Suite struct ClaimRouteTests {
  private static let finding = "IST0149 error vs spec.http[0].match[0].headers"

  private static func mesh(
    _ policies: [JSONValue], key: String = "@request.auth.claims.group", field: String = "headers",
    gateways: String = "[gw]", listed: Set<String>? = ["RequestAuthentication"]
  ) throws -> MeshConfiguration {
    let object = try Fixtures.virtualService(
      "{hosts: [a.com], gateways: \(gateways), http: [{match: [{\(field): {'\(key)': {exact: x}}}], route: [{destination: {host: reviews}}]}]}",
      name: "vs")
    let gateway = try Fixtures.gateway(
      "{selector: {app: ingress}, servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: [a.com]}]}")
    return Fixtures.policies(
      policies, virtualServices: [object], gateways: [gateway],
      services: [Fixtures.service("ingress", namespace: "istio-system", ports: [80])],
      workloads: [Fixtures.workload("ingress", "v1", namespace: "istio-system")], listed: listed)
  }

  @Test(
    arguments: [
      ("{selector: {matchLabels: {app: ingress}}}", "istio-system", true),
      ("{jwtRules: [{issuer: a}]}", "istio-system", true),
      ("{selector: {matchLabels: {app: other}}}", "istio-system", false),
      // Of another namespace than the pods', though the VirtualService's.
      ("{selector: {matchLabels: {app: ingress}}}", "default", false),
      ("{targetRefs: [{kind: Gateway, name: x}]}", "istio-system", false),
    ])
  func policies(spec: String, namespace: String, covers: Bool) throws {
    let policy = try Fixtures.other("RequestAuthentication", spec, namespace: namespace)
    let found = Fixtures.found(try Self.mesh([policy])).filter { $0.hasPrefix("IST0149") }
    #expect(found == (covers ? [] : [Self.finding]))
  }

  @Test(
    arguments: [
      ("@request.auth.claims.group", true), ("@request.auth.claims[group]", true),
      ("@request.auth.claims[a][b]", true), ("@request.auth.claims", false), ("x-group", false),
    ])
  func keys(key: String, isFound: Bool) throws {
    #expect(Fixtures.found(try Self.mesh([], key: key)) == (isFound ? [Self.finding] : []))
    #expect(
      Fixtures.found(try Self.mesh([], key: key, field: "withoutHeaders"))
        == (isFound ? ["IST0149 error vs spec.http[0].match[0].withoutHeaders"] : []))
  }

  @Test func whereTheyCannotBeReadNothingIsSaid() throws {
    #expect(Fixtures.found(try Self.mesh([], listed: [])) == [])
    #expect(Fixtures.found(try Self.mesh([]), namespaces: ["default"]) == [])
    #expect(Fixtures.found(try Self.mesh([], gateways: "[gw, mesh]")) == [Self.finding])
    let message = try #require(Validator.crossObject(try Self.mesh([])).first)
    #expect(message.message.contains("istio-system/ingress-v1-0") && message.message.contains("default/gw"))
  }
}
