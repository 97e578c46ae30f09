import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct EntryAndStatusTests {
  private static func entry(
    _ name: String, port: String = "{number: 443, name: p, protocol: TLS}", host: String = "api.example.com",
    more: String = "", namespace: String = "default"
  ) throws -> JSONValue {
    try Fixtures.other("ServiceEntry", "{hosts: [\(host)], ports: [\(port)]\(more)}", name: name, namespace: namespace)
  }

  @Test func twoEntriesForOnePort() throws {
    let a = try Self.entry("a")
    func found(_ other: JSONValue) -> [String] { Fixtures.found(Fixtures.policies([a, other])) }
    #expect(
      found(try Self.entry("b", port: "{number: 443, name: p, protocol: http}"))
        == ["IST0177 warning a spec.ports[0]", "IST0177 warning b spec.ports[0]"])
    #expect(
      found(try Self.entry("b", port: "{number: 443, name: p, protocol: tls}"))
        == ["VIG0014 warning a spec.ports[0]", "VIG0014 warning b spec.ports[0]"])
    #expect(found(try Self.entry("b", port: "{number: 80, name: p, protocol: HTTP}")) == [])
    #expect(found(try Self.entry("b", host: "other.example.com")) == [])
    let message = try #require(
      Validator.crossObject(
        Fixtures.policies([a, try Self.entry("b", port: "{number: 443, name: p, protocol: HTTP}")])
      ).first)
    #expect(message.message.contains("(default/a, default/b)") && message.message.contains("(HTTP, TLS)"))
  }

  @Test(
    "entries that no namespace sees together do not meet",
    arguments: [
      ("", "", true), (", exportTo: ['.']", "", true), (", exportTo: ['.']", ", exportTo: ['.']", false),
      (", exportTo: [shop]", ", exportTo: ['.']", true), (", exportTo: [one]", ", exportTo: [two]", false),
      (", exportTo: [x]", ", exportTo: ['*']", true),
    ])
  func scopes(first: String, second: String, meets: Bool) throws {
    let entries = [try Self.entry("a", more: first), try Self.entry("b", more: second, namespace: "shop")]
    #expect(Fixtures.found(Fixtures.policies(entries)).count == (meets ? 2 : 0))
  }

  @Test(
    "ports of ServiceEntries are looked up like those of services",
    arguments: [
      ("port: {number: 443}", []), ("port: {number: 80}", ["IST0101 error vs spec.http[0].route[0].destination.port"]),
      ("subset: ''", []),
    ] as [(String, [String])])
  func entryPorts(destination: String, expected: [String]) throws {
    let route = try Fixtures.virtualService(
      "{hosts: [x], http: [{route: [{destination: {host: api.example.com, \(destination)}}]}]}", name: "vs")
    #expect(Fixtures.found(Fixtures.policies([try Self.entry("a")], virtualServices: [route])) == expected)
    let two = try Self.entry("a", port: "{number: 443, name: p, protocol: TLS}, {number: 8443, name: q, protocol: TLS}")
    let missing = ["IST0112 error vs spec.http[0].route[0].destination"]
    #expect(
      Fixtures.found(Fixtures.policies([two], virtualServices: [route]))
        == (destination.hasPrefix("port") ? expected : missing))
  }

  @Test(
    "exportTo names namespaces that are there",
    arguments: [
      ("['.']", []), ("['*']", []), ("[default]", []), ("[shop, gone]", ["VIG0010 error it spec.exportTo[1]"]),
      ("['.', shop]", []),
    ] as [(String, [String])])
  func exports(names: String, expected: [String]) throws {
    let namespaces = [NamespaceInfo(name: "default"), NamespaceInfo(name: "shop")]
    let route = try Fixtures.virtualService(
      "{hosts: [x], exportTo: \(names), http: [{route: [{destination: {host: reviews}}]}]}", name: "it")
    let rule = try Fixtures.destinationRule("{host: reviews, exportTo: \(names)}", name: "it")
    let entry = try Self.entry("it", more: ", exportTo: \(names)")
    for mesh in [
      Fixtures.policies(virtualServices: [route], namespaces: namespaces),
      Fixtures.policies(destinationRules: [rule], namespaces: namespaces),
      Fixtures.policies([entry], namespaces: namespaces),
    ] { #expect(Fixtures.found(mesh) == expected) }
    #expect(Fixtures.found(Fixtures.policies(virtualServices: [route])) == [], "namespaces were not read")
    let ambient = [NamespaceInfo(name: "default", isAmbient: true, waypoint: "w")]
    #expect(Fixtures.found(Fixtures.policies([entry], namespaces: ambient)) == [])
  }

  @Test(
    "conditions that say what is wrong",
    arguments: [
      ("ServiceEntry", "{conditions: [{type: istio.io/WaypointBound, status: 'False', reason: gone}]}", true),
      ("ServiceEntry", "{conditions: [{type: istio.io/WaypointBound, status: 'True'}]}", false),
      ("ServiceEntry", "{conditions: [{type: Reconciled, status: 'False'}]}", false),
      ("WorkloadEntry", "{conditions: [{type: istio.io/WaypointBound, status: 'False'}]}", true),
      ("AuthorizationPolicy", "{conditions: [{type: ZtunnelAccepted, status: 'False'}]}", true),
      ("AuthorizationPolicy", "{conditions: [{type: WaypointAccepted, status: 'False'}]}", true),
      ("AuthorizationPolicy", "{conditions: [{type: WaypointAccepted, status: 'True'}]}", false),
      (
        "AuthorizationPolicy",
        "{conditions: [{type: WaypointAccepted, status: 'True', reason: PartiallyInvalid}]}", true
      ),
      ("Gateway", "{conditions: [{type: Programmed, status: 'False', reason: Invalid}]}", true),
      ("Gateway", "{conditions: [{type: Programmed, status: 'True'}, {type: Other, status: 'False'}]}", false),
      ("HTTPRoute", "{parents: [{conditions: [{type: Accepted, status: 'True'}]}]}", false),
      ("PeerAuthentication", "{conditions: [{type: Accepted, status: 'False'}]}", false),
    ])
  func conditions(kind: String, status: String, isFound: Bool) throws {
    let object = try Fixtures.other(kind, "{hosts: [a.example.com]}", status: status)
    #expect(
      Fixtures.found(Fixtures.policies([object])) == (isFound ? ["IST0171 warning it status.conditions[0]"] : []))
  }

  @Test func conditionsOfRoutesAndServices() throws {
    let route = try Fixtures.other(
      "GRPCRoute", "{}",
      status:
        "{parents: [{}, {conditions: [{type: Accepted, status: 'True'}, {type: ResolvedRefs, status: 'False', reason: BackendNotFound, message: 'backend (x) not found'}]}]}"
    )
    let found = Validator.crossObject(Fixtures.policies([route]))
    #expect(found.map(\.path) == ["status.parents[1].conditions[1]"])
    #expect(found[0].message.hasSuffix("ResolvedRefs is False: BackendNotFound: backend (x) not found"))
    var service = Fixtures.service("cart")
    #expect(Fixtures.found(Fixtures.policies(services: [service])) == [])
    service.unboundWaypoint = "NotAttached: the waypoint\ndoes not take it"
    let message = try #require(Validator.crossObject(Fixtures.policies(services: [service])).first)
    #expect(
      message.code == "IST0171" && message.object.description == "Service default/cart"
        && message.message.hasSuffix("NotAttached: the waypoint does not take it"))
  }

  @Test(
    "gateways of the same pods meet though one selector asks for more",
    arguments: [
      ("{app: ingress}", 2), ("{app: ingress, version: v1}", 2), ("{app: ingress, version: v2}", 0), ("{app: x}", 0),
    ])
  func gateways(selector: String, count: Int) throws {
    func gateway(_ name: String, _ selector: String) throws -> Gateway {
      try Fixtures.gateway(
        "{selector: \(selector), servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: [a.com]}]}", name: name)
    }
    let mesh = Fixtures.policies(
      gateways: [try gateway("a", "{app: ingress}"), try gateway("b", selector)],
      services: [Fixtures.service("ingress", ports: [80])], workloads: [Fixtures.workload("ingress", "v1")])
    #expect(Fixtures.found(mesh).filter { $0.hasPrefix("IST0145") }.count == count)
  }
}
