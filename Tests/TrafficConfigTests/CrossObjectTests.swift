import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct CrossObjectTests {
  private static func codes(_ mesh: MeshConfiguration, context: ValidationContext? = nil) -> [String] {
    Validator.crossObject(mesh, context: context).map { "\($0.code) \($0.object.name) \($0.path)" }
  }

  private static func virtualService(
    _ spec: String, name: String = "vs", created: String? = nil
  ) throws -> VirtualService {
    try Fixtures.virtualService(spec, name: name, created: created)
  }

  @Test(
    arguments: [
      ("[{destination: {host: reviews}}]", []),
      ("[{destination: {host: nowhere}}]", ["IST0101 vs spec.http[0].route[0].destination.host"]),
      ("[{destination: {host: reviews.default}}]", ["IST0101 vs spec.http[0].route[0].destination.host"]),
      (
        "[{destination: {host: reviews.default.svc.cluster.local, port: {number: 80}}}]",
        ["IST0101 vs spec.http[0].route[0].destination.port"]
      ),
      ("[{destination: {host: reviews, subset: v9}}]", ["IST0101 vs spec.http[0].route[0].destination.subset"]),
      ("[{destination: {host: reviews, subset: v1}}]", []), ("[{destination: {host: api.example.com}}]", []),
      ("[{destination: {host: multi}}]", ["IST0112 vs spec.http[0].route[0].destination"]),
      ("[{destination: {host: multi, port: {number: 81}}}]", []),
      (
        "[{destination: {host: reviews}, weight: 50}, {destination: {host: multi.default.svc.cluster.local, subset: v1}, weight: 50}]",
        [
          "IST0101 vs spec.http[0].route[1].destination.subset", "IST0112 vs spec.http[0].route[1].destination",
        ]
      ),
    ])
  func destinations(route: String, expected: [String]) throws {
    let base = Fixtures.bookinfo(
      virtualServices: [try Self.virtualService("{hosts: [x], http: [{route: \(route)}]}")],
      destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule, name: "dr")])
    let mesh = MeshConfiguration(
      virtualServices: base.virtualServices, destinationRules: base.destinationRules,
      services: base.services + [Fixtures.service("multi", ports: [80, 81])], workloads: base.workloads)
    #expect(Self.codes(mesh) == expected)
  }

  @Test func mirrorsAndGatewaysAreLookedUp() throws {
    let object = try Self.virtualService(
      "{hosts: [x], gateways: [gw, other/none, mesh], http: [{mirror: {host: no1}, mirrors: [{destination: {host: no2}}], route: [{destination: {host: reviews}}]}]}"
    )
    let gateway = try Fixtures.gateway("servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: [y.com]}]")
    #expect(
      Self.codes(Fixtures.bookinfo(virtualServices: [object], gateways: [gateway])) == [
        "IST0101 vs spec.gateways[1]", "IST0101 vs spec.http[0].mirror.host",
        "IST0101 vs spec.http[0].mirrors[0].destination.host",
        "IST0132 vs spec.gateways[0]",
      ])
  }

  @Test func whatIsNotGivenIsNotCalledMissing() throws {
    let object = try Self.virtualService(
      "{hosts: [x], gateways: [gw], http: [{route: [{destination: {host: nowhere, subset: v1}}]}]}")
    let rule = try Fixtures.destinationRule("{host: gone, subsets: [{name: a, labels: {a: b}}]}", name: "dr")
    #expect(Self.codes(MeshConfiguration(virtualServices: [object])) == [])
    #expect(Self.codes(MeshConfiguration(destinationRules: [rule])) == [])
    let context = ValidationContext(
      services: true, serviceEntries: true, workloads: true, gateways: true, destinationRules: true,
      namespaces: ["shop"])
    // Neither the host nor the rule that defines its subset was to be read there.
    #expect(Self.codes(MeshConfiguration(virtualServices: [object]), context: context) == [])
    let entries = try Self.virtualService("{hosts: [x], http: [{route: [{destination: {host: api.example.com}}]}]}")
    let outside = MeshConfiguration(virtualServices: [entries], externalHosts: ["*.example.com"])
    #expect(Self.codes(outside) == [])
    #expect(
      Self.codes(MeshConfiguration(virtualServices: [entries], externalHosts: ["other.org"])) == [
        "IST0101 vs spec.http[0].route[0].destination.host"
      ])
  }

  @Test func twoObjectsForOneHostOnTheMesh() throws {
    func object(_ name: String, _ host: String, _ more: String = "") throws -> VirtualService {
      try Self.virtualService(
        "{hosts: ['\(host)'], http: [{route: [{destination: {host: reviews}}]}]\(more)}", name: name)
    }
    let a = try object("a", "reviews")
    let b = try object("b", "reviews.default.svc.cluster.local")
    #expect(
      Self.codes(Fixtures.bookinfo(virtualServices: [a, b])) == ["IST0109 a spec.hosts", "IST0109 b spec.hosts"])
    #expect(Self.codes(Fixtures.bookinfo(virtualServices: [a, try object("c", "reviews", ", gateways: [gw]")])) == [])
    let apart = [try object("a", "reviews", ", exportTo: [x]"), try object("b", "reviews", ", exportTo: [z]")]
    #expect(Self.codes(Fixtures.bookinfo(virtualServices: apart)) == [])
    let meeting = [
      try object("a", "reviews", ", exportTo: [x, .]"), try object("b", "reviews", ", exportTo: [default]"),
    ]
    #expect(Self.codes(Fixtures.bookinfo(virtualServices: meeting)).count == 2)
  }

  @Test(
    arguments: [
      ("[{ROUTE}]", []), ("[{ROUTE}, {ROUTE}]", ["IST0130 vs spec.http[1]"]),
      ("[{match: [{uri: {exact: /a}}], ROUTE}, {ROUTE}]", []),
      ("[{match: [{uri: {prefix: /}}], ROUTE}, {match: [{uri: {exact: /a}}], ROUTE}]", ["IST0130 vs spec.http[1]"]),
      (
        "[{match: [{uri: {exact: /a}}], ROUTE}, {match: [{uri: {exact: /a}, name: x}], ROUTE}]",
        ["IST0130 vs spec.http[1]", "IST0131 vs spec.http[1].match[0]"]
      ),
      (
        "[{match: [{uri: {exact: /a}}], ROUTE}, {match: [{uri: {exact: /a}}, {uri: {exact: /b}}], ROUTE}]",
        ["IST0131 vs spec.http[1].match[0]"]
      ),
      (
        "[{match: [{uri: {prefix: /a}}], ROUTE}, {match: [{uri: {prefix: /a/b}}], ROUTE}]",
        ["IST0131 vs spec.http[1].match[0]"]
      ),
      ("[{match: [{uri: {prefix: /a/b}}], ROUTE}, {match: [{uri: {prefix: /a}}], ROUTE}]", []),
      ("[{match: [{uri: {prefix: /a}, method: {exact: GET}}], ROUTE}, {match: [{uri: {prefix: /a/b}}], ROUTE}]", []),
    ])
  func deadRules(http: String, expected: [String]) throws {
    let text = http.replacing("ROUTE", with: "route: [{destination: {host: reviews}}]")
    #expect(
      Self.codes(Fixtures.bookinfo(virtualServices: [try Self.virtualService("{hosts: [x], http: \(text)}")]))
        == expected)
  }

  @Test func deprecatedDelay() throws {
    let object = try Self.virtualService(
      "{hosts: [x], http: [{fault: {delay: {percent: 5, fixedDelay: 1s}}, route: [{destination: {host: reviews}}]}]}")
    #expect(Self.codes(Fixtures.bookinfo(virtualServices: [object])) == ["IST0002 vs spec.http[0].fault.delay.percent"])
  }

  @Test(
    arguments: [
      ("a.com", "[a.com]", true), ("a.com", "['*']", true), ("'*.com'", "[a.com]", true),
      ("a.com", "['default/a.com']", true),
      ("a.com", "['./a.com']", true), ("a.com", "['other/a.com']", false), ("a.com", "[b.com]", false),
      ("a.com", "['*/*.com']", true),
    ])
  func gatewayHosts(host: String, served: String, isServed: Bool) throws {
    let object = try Self.virtualService(
      "{hosts: [\(host)], gateways: [gw], http: [{route: [{destination: {host: reviews}}]}]}")
    let gateway = try Fixtures.gateway("servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: \(served)}]")
    let codes = Self.codes(Fixtures.bookinfo(virtualServices: [object], gateways: [gateway]))
    #expect(codes == (isServed ? [] : ["IST0132 vs spec.gateways[0]"]))
  }

  @Test func theIngressDoesNotSeeTheSplit() throws {
    let mesh = try Self.virtualService(
      "{hosts: [reviews], http: [{route: [{destination: {host: reviews, subset: v1}}]}]}", name: "mesh")
    let edge = try Self.virtualService(
      "{hosts: ['*'], gateways: [gw], http: [{route: [{destination: {host: reviews}}]}]}", name: "edge")
    let rule = try Fixtures.destinationRule(Fixtures.reviewsRule)
    #expect(
      Self.codes(Fixtures.bookinfo(virtualServices: [mesh, edge], destinationRules: [rule])) == [
        "IST0140 mesh spec.http"
      ])
    #expect(Self.codes(Fixtures.bookinfo(virtualServices: [mesh], destinationRules: [rule])) == [])
  }

  @Test func gatewaysInConflict() throws {
    let server = "{port: {number: 80, name: a, protocol: HTTP}, hosts: ['a.com']}"
    let a = try Fixtures.gateway("{selector: {app: x}, servers: [\(server)]}", name: "a")
    let b = try Fixtures.gateway("{selector: {app: x}, servers: [\(server)]}", name: "b")
    let c = try Fixtures.gateway("{selector: {app: z}, servers: [\(server)]}", name: "c")
    #expect(
      Self.codes(MeshConfiguration(gateways: [a, b, c])) == ["IST0145 a spec.servers", "IST0145 b spec.servers"])
    let selected = MeshConfiguration(gateways: [a], workloads: [Fixtures.workload("x", "v1")])
    #expect(Self.codes(selected) == [])
    #expect(
      Self.codes(MeshConfiguration(gateways: [c], workloads: [Fixtures.workload("x", "v1")])) == [
        "IST0101 c spec.selector"
      ])
  }

  @Test(
    arguments: [
      ("{host: reviews, subsets: [{name: a, labels: {version: v1}}]}", []),
      ("{host: reviews, subsets: [{name: a, labels: {version: v9}}]}", ["IST0173 dr spec.subsets[0]"]),
      ("{host: reviews, subsets: [{name: a, labels: {topology.istio.io/network: n}}]}", []),
      ("{host: nowhere}", ["IST0174 dr spec.host"]), ("{host: api.example.com}", []),
      ("{host: '*.default.svc.cluster.local'}", []),
      ("{host: reviews, trafficPolicy: {tls: {mode: SIMPLE}}}", ["IST0128 dr spec.trafficPolicy.tls"]),
      ("{host: reviews, trafficPolicy: {tls: {mode: SIMPLE, caCertificates: /c}}}", []),
      (
        "{host: reviews, trafficPolicy: {portLevelSettings: [{port: {number: 1}, tls: {mode: MUTUAL}}]}}",
        ["IST0129 dr spec.trafficPolicy.portLevelSettings[0].tls"]
      ),
      (
        "{host: reviews, subsets: [{name: a, labels: {version: v1}, trafficPolicy: {tls: {mode: SIMPLE}}}]}",
        ["IST0128 dr spec.subsets[0].trafficPolicy.tls"]
      ),
      (
        "{host: reviews, workloadSelector: {matchLabels: {a: b}}, trafficPolicy: {tls: {mode: SIMPLE, credentialName: c}}}",
        ["IST0127 dr spec.workloadSelector"]
      ), ("{host: reviews, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}", []),
    ])
  func destinationRules(spec: String, expected: [String]) throws {
    #expect(
      Self.codes(Fixtures.bookinfo(destinationRules: [try Fixtures.destinationRule(spec, name: "dr")])) == expected)
  }

  @Test(
    arguments: [
      ("[{destination: {host: reviews}, weight: 80}]", ["VIG0001 vs spec.http[0].route[0].weight"]),
      ("[{destination: {host: reviews}, weight: 100}]", []), ("[{destination: {host: reviews}, weight: 0}]", []),
      (
        "[{destination: {host: reviews}, weight: 50}, {destination: {host: reviews.default.svc.cluster.local}, weight: 50}]",
        ["VIG0002 vs spec.http[0].route[1].destination"]
      ),
      (
        "[{destination: {host: reviews, subset: v1}, weight: 50}, {destination: {host: reviews, subset: v2}, weight: 50}]",
        []
      ),
    ])
  func destinationsThatDoNotMeanWhatTheySeemTo(route: String, expected: [String]) throws {
    let mesh = Fixtures.bookinfo(
      virtualServices: [try Self.virtualService("{hosts: [x], http: [{route: \(route)}]}")],
      destinationRules: [try Fixtures.destinationRule(Fixtures.reviewsRule, name: "dr")])
    #expect(Self.codes(mesh) == expected)
  }

  @Test func theOldNotationOfAGatewayIsSaid() throws {
    let object = try Self.virtualService(
      "{hosts: [x], gateways: [gw.default], http: [{route: [{destination: {host: reviews}}]}]}")
    #expect(
      Validator.crossObject(MeshConfiguration(virtualServices: [object])).map { "\($0.code) \($0.level) \($0.path)" }
        == ["VIG0003 info spec.gateways[0]"])
  }

  @Test func ofTwoRulesForOneHostTheOlderCounts() throws {
    let older = try Fixtures.destinationRule(
      "{host: reviews, trafficPolicy: {loadBalancer: {simple: RANDOM}}, subsets: [{name: v1, labels: {version: v1}}]}",
      name: "a", created: "2026-01-01T00:00:00Z")
    let newer = try Fixtures.destinationRule(
      "{host: reviews.default.svc.cluster.local, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}, subsets: [{name: v2, labels: {version: v2}}, {name: v1, labels: {version: v1}}]}",
      name: "b", created: "2026-02-01T00:00:00Z")
    let selected = try Fixtures.destinationRule(
      "{host: reviews, workloadSelector: {matchLabels: {app: x}}, subsets: [{name: v1, labels: {version: v1}}]}",
      name: "c")
    #expect(
      Self.codes(Fixtures.bookinfo(destinationRules: [newer, older, selected])) == [
        "VIG0004 b spec.subsets[1]", "VIG0004 b spec.trafficPolicy", "IST0127 c spec.workloadSelector",
      ])
  }

  @Test(
    arguments: [
      ("app: reviews", []), ("app: nobody", ["IST0127 dr spec.workloadSelector"]),
      ("app: reviews, version: v9", ["IST0127 dr spec.workloadSelector"]),
    ])
  func aRuleForSomeClientsSelectsSome(labels: String, expected: [String]) throws {
    let rule = try Fixtures.destinationRule("{host: reviews, workloadSelector: {matchLabels: {\(labels)}}}", name: "dr")
    #expect(Self.codes(Fixtures.bookinfo(destinationRules: [rule])) == expected)
  }

  @Test func aGatewayThatIstioMadeIsNamed() throws {
    let object = try Self.virtualService(
      "{hosts: [x], gateways: [shop/web-istio-autogenerated-k8s-gateway-http], http: [{route: [{destination: {host: reviews}}]}]}"
    )
    #expect(Self.codes(Fixtures.bookinfo(virtualServices: [object])) == ["IST0165 vs spec.gateways[0]"])
  }

  @Test(arguments: [(80, []), (8080, []), (443, ["IST0162 gw spec.servers[1].port"])] as [(Int, [String])])
  func aPortOfAGatewayIsOneOfItsService(port: Int, expected: [String]) throws {
    let gateway = try Fixtures.gateway(
      """
      {selector: {app: ingress}, servers: [
        {port: {number: 80, name: a, protocol: HTTP}, hosts: [a.com]},
        {port: {number: \(port), name: b, protocol: HTTP}, hosts: [b.com]}]}
      """)
    var service = Fixtures.service("ingress", namespace: "istio-system", ports: [80])
    service.ports[0].targetPort = 8080
    let mesh = MeshConfiguration(
      gateways: [gateway], services: [service],
      workloads: [Fixtures.workload("ingress", "v1", namespace: "istio-system")])
    #expect(Self.codes(mesh) == expected)
  }

  @Test(
    arguments: [
      ("istio-system", "good", []), ("istio-system", "bad", ["IST0161 gw spec.servers[0].tls.credentialName"]),
      ("istio-system", "none", ["IST0101 gw spec.servers[0].tls.credentialName"]),
      ("shop", "good", ["IST0101 gw spec.servers[0].tls.credentialName"]), ("istio-system", "configmap://x", []),
    ])
  func theCertificateOfAGatewayIsWhereItsPodsAre(namespace: String, name: String, expected: [String]) throws {
    let gateway = try Fixtures.gateway(
      "{selector: {app: ingress}, servers: [{port: {number: 443, name: a, protocol: HTTPS}, hosts: [a.com], tls: {mode: SIMPLE, credentialName: '\(name)'}}]}"
    )
    let mesh = MeshConfiguration(
      gateways: [gateway], workloads: [Fixtures.workload("ingress", "v1", namespace: "istio-system")])
    let secrets = try ["{name: good}, data: {tls.crt: eA==, tls.key: eA==}", "{name: bad}, data: {tls.crt: eA==}"]
      .map { try YAMLText.parse("{kind: Secret, metadata: \($0)}") }
      .map { secret in
        var secret = secret
        secret[["metadata", "namespace"]] = .string(namespace)
        return try #require(GatewayCredential(secret))
      }
    var context = ValidationContext(inferredFrom: mesh)
    #expect(Self.codes(mesh, context: context) == [], "no Secrets were given")
    context.credentials = Dictionary(uniqueKeysWithValues: secrets.map { ($0.key, $0) })
    #expect(Self.codes(mesh, context: context) == expected)
  }

  @Test(arguments: [("one", "one", 2), ("one", "two", 0)])
  func oneCertificateForTwoGateways(first: String, second: String, count: Int) throws {
    func gateway(_ name: String, _ credential: String, app: String = "x") throws -> Gateway {
      try Fixtures.gateway(
        "{selector: {app: \(app)}, servers: [{port: {number: 443, name: a, protocol: HTTPS}, hosts: [\(name).com], tls: {mode: SIMPLE, credentialName: \(credential)}}]}",
        name: name)
    }
    let mesh = MeshConfiguration(gateways: [try gateway("a", first), try gateway("b", second)])
    #expect(Self.codes(mesh) == ["IST0138 a spec.servers", "IST0138 b spec.servers"].filter { _ in count > 0 })
    #expect(
      Self.codes(MeshConfiguration(gateways: [try gateway("a", first), try gateway("b", first, app: "other")])) == [])
    // The pods of the first are those of the second, too.
    let narrow = try gateway("b", first, app: "x, zone: z")
    #expect(Self.codes(MeshConfiguration(gateways: [try gateway("a", first), narrow])) == ["IST0138 a spec.servers"])
  }

  @Test(
    arguments: [
      ("serverCertificate: c, privateKey: k", 2), ("serverCertificate: c, privateKey: other", 0),
      ("serverCertificate: d, privateKey: k", 0), ("credentialName: c", 0),
    ])
  func oneCertificateFromFiles(tls: String, count: Int) throws {
    func gateway(_ name: String, _ tls: String) throws -> Gateway {
      try Fixtures.gateway(
        "{selector: {app: x}, servers: [{port: {number: 443, name: a, protocol: HTTPS}, hosts: [\(name).com], tls: {mode: SIMPLE, \(tls)}}]}",
        name: name)
    }
    let gateways = [try gateway("a", "serverCertificate: c, privateKey: k"), try gateway("b", tls)]
    #expect(Self.codes(MeshConfiguration(gateways: gateways)).count == count)
  }

  @Test(
    "a wildcard of a rule covers something",
    arguments: [
      ("'*.default.svc.cluster.local'", []), ("'*.local'", []), ("'*.example.com'", []), ("'*.com'", []),
      ("'*.example.org'", ["IST0174 dr spec.host"]), ("'*.shop.svc.cluster.local'", ["IST0174 dr spec.host"]),
    ] as [(String, [String])])
  func wildcards(host: String, expected: [String]) throws {
    let base = Fixtures.bookinfo(destinationRules: [try Fixtures.destinationRule("{host: \(host)}", name: "dr")])
    let mesh = MeshConfiguration(
      destinationRules: base.destinationRules, services: base.services, externalHosts: ["api.example.com"])
    #expect(Self.codes(mesh) == expected)
    var context = ValidationContext(inferredFrom: mesh)
    context.namespaces = ["default"]
    #expect(Self.codes(mesh, context: context) == [], "others were not read")
  }

  @Test func gatewaysOfMatchesAreLookedUp() throws {
    let object = try Self.virtualService(
      "{hosts: [x], gateways: [gw, mesh], http: [{match: [{gateways: [gw]}, {gateways: [mesh, none]}], route: [{destination: {host: reviews}}]}]}"
    )
    let gateway = try Fixtures.gateway("servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: [x]}]")
    #expect(
      Self.codes(Fixtures.bookinfo(virtualServices: [object], gateways: [gateway])) == [
        "IST0101 vs spec.http[0].match[1].gateways[1]"
      ])
  }

  @Test(
    arguments: [
      ("{ports: [{name: http-web, port: 80}]}", []), ("{ports: [{name: web, port: 80}]}", ["IST0118 info"]),
      ("{ports: [{port: 80}]}", ["IST0118 info"]), ("{ports: [{port: 3306}]}", []),
      ("{ports: [{name: grpc-web-api, port: 80}]}", []), ("{ports: [{name: dns, port: 5353, protocol: UDP}]}", []),
      ("{ports: [{name: web, port: 80, appProtocol: http}]}", []),
      ("{ports: [{name: web, port: 80, appProtocol: example.com/x}]}", ["IST0118 info"]),
      ("{type: ExternalName, ports: [{name: tcp, port: 80}]}", ["IST0150 warning"]),
      ("{type: ExternalName, ports: [{name: http, port: 80}]}", []),
    ] as [(String, [String])])
  func portsOfServicesHaveNames(spec: String, expected: [String]) throws {
    var service = try YAMLText.parse(
      "{apiVersion: v1, kind: Service, metadata: {name: a, namespace: shop}, spec: \(spec)}")
    #expect(Validator.servicePorts(service).map { "\($0.code) \($0.level)" } == expected)
    for (key, value) in [("istio", "pilot"), ("release", "istio"), ("gateway.istio.io/managed", "x")] {
      service[["metadata", "labels"]] = [key: .string(value)]
      #expect(Validator.servicePorts(service) == [])
    }
    service[["metadata", "labels"]] = ["release": "other"]
    #expect(Validator.servicePorts(service).count == expected.count)
    service[["metadata", "namespace"]] = "kube-system"
    #expect(Validator.servicePorts(service) == [])
  }

  @Test func aSubsetWithoutLabelsIsNoPart() throws {
    let rule = try Fixtures.destinationRule("{host: reviews, subsets: [{name: all}]}", name: "dr")
    #expect(Self.codes(Fixtures.bookinfo(destinationRules: [rule])) == ["VIG0005 dr spec.subsets[0]"])
  }
}
