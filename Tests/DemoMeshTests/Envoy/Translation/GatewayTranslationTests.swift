import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("Translation of gateways")
struct GatewayTranslationTests {
  private let proxy = "istio-ingressgateway"

  private func gateway(_ server: String, name: String = "edge") -> String {
    """
    ---
    kind: Gateway
    metadata: {name: \(name), namespace: default}
    spec:
      selector: {istio: ingressgateway}
      servers: [\(server)]

    """
  }

  private func service(
    _ hosts: String, gateways: String = "[edge]", name: String = "page", status: Int = 200
  )
    -> String
  {
    """
    ---
    kind: VirtualService
    metadata: {name: \(name), namespace: default}
    spec: {hosts: \(hosts), gateways: \(gateways), http: [{directResponse: {status: \(status)}}]}

    """
  }

  private let http = "{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}"
  private let credential = TLSCredential(certificateChain: "chain", privateKey: "key", caCertificates: "ca")

  private func domains(_ objects: String, entries: Bool = false) throws -> [[String]] {
    let hosts = try TranslatedMesh(objects, entries: entries).resources(proxy).routes.first?["virtual_hosts"]?.array
    return try #require(hosts).map { $0["domains"]?.strings ?? [] }
  }

  @Test("a server listens at the pod's port behind the Service's", arguments: [80, 8080])
  func listener(port: Int) throws {
    let mesh = try TranslatedMesh(
      gateway("{port: {number: \(port), name: http, protocol: HTTP}, hosts: ['*']}") + service("['*']"))
    let resources = try mesh.resources(proxy)
    let listener = try mesh.listener("0.0.0.0_8080", of: proxy)
    #expect(listener["address"] == ["socket_address": ["address": "127.0.1.7", "port_value": 8080]])
    let manager = try #require(listener.at("filter_chains[0].filters[0].typed_config"))
    #expect(manager["stat_prefix"] == "outbound_0.0.0.0_8080;")
    #expect(manager.at("rds.route_config_name") == "http.8080")
    #expect(manager["use_remote_address"] == true)
    #expect(resources.listeners.count == 1)
    #expect(resources.routes.map { $0["name"]?.string } == ["http.8080"])
    #expect(resources.problems.isEmpty)
  }

  @Test("virtual hosts are what server and VirtualService have in common")
  func commonHosts() throws {
    let server = "{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.com, '*.shop.com']}"
    #expect(try domains(gateway(server) + service("[a.example.com, b.example.com]")) == [["a.example.com"]])
    #expect(try domains(gateway(server) + service("['*']")) == [["a.example.com"], ["*.shop.com"]])
    #expect(try domains(gateway(server) + service("[x.shop.com]")) == [["x.shop.com"]])
  }

  @Test("a namespace before a server's host admits only its VirtualServices")
  func namespaces() throws {
    func server(_ host: String) -> String {
      gateway("{port: {number: 80, name: http, protocol: HTTP}, hosts: ['\(host)']}") + service("[a.example.com]")
    }
    #expect(try domains(server("default/*")) == [["a.example.com"]])
    #expect(try domains(server("./*")) == [["a.example.com"]])
    #expect(try domains(server("*/a.example.com")) == [["a.example.com"]])
    #expect(try domains(server("other/*")) == [])
  }

  @Test("a Gateway for other pods is none of this proxy's")
  func selector() throws {
    let other = gateway(http).replacing("ingressgateway", with: "egressgateway")
    #expect(try domains(other + service("['*']")) == [])
  }

  @Test("routes of several VirtualServices are merged, those that take everything last")
  func merged() throws {
    let second = """
      ---
      kind: VirtualService
      metadata: {name: second, namespace: default}
      spec:
        hosts: ['*']
        gateways: [edge]
        http: [{match: [{uri: {exact: /x}}], directResponse: {status: 201}}]

      """
    let mesh = try TranslatedMesh(gateway(http) + service("['*']") + second)
    let routes = try mesh.virtualHost("*:80", of: proxy)["routes"]?.array
    #expect(routes?.map { $0.at("direct_response.status")?.int } == [201, 200])
  }

  @Test("a plain server that redirects sends all its hosts to HTTPS")
  func httpsRedirect() throws {
    let server = "{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.com], tls: {httpsRedirect: true}}"
    for objects in [gateway(server), gateway(server) + service("[a.example.com]")] {
      let host = try TranslatedMesh(objects).virtualHost("a.example.com:80", of: proxy)
      #expect(host["require_tls"] == "ALL")
    }
  }

  @Test("an HTTPS server has a chain for its names, with the secret's certificate")
  func https() throws {
    let server =
      "{port: {number: 443, name: https, protocol: HTTPS}, hosts: [a.example.com],"
      + " tls: {mode: MUTUAL, credentialName: cert, minProtocolVersion: TLSV1_3}}"
    var mesh = try TranslatedMesh(gateway(server) + service("[a.example.com]"))
    mesh.options.credentials["cert"] = credential
    let chain = try #require(try mesh.listener("0.0.0.0_8443", of: proxy).at("filter_chains[0]"))
    #expect(chain.at("filter_chain_match.server_names") == ["a.example.com"])
    let name = "https.443.https.edge.default"
    #expect(chain.at("filters[0].typed_config.rds.route_config_name")?.string == name)
    let context = chain.at("transport_socket.typed_config")
    #expect(context?["require_client_certificate"] == true)
    #expect(context?.at("common_tls_context.tls_certificates[0].private_key.inline_string") == "key")
    #expect(context?.at("common_tls_context.validation_context.trusted_ca.inline_string") == "ca")
    #expect(context?.at("common_tls_context.tls_params.tls_minimum_protocol_version") == "TLSv1_3")
    let routes = try mesh.resources(proxy).routes.first { $0["name"]?.string == name }
    #expect(routes?.at("virtual_hosts[0].domains") == ["a.example.com"])
  }

  @Test("of two servers for one name on a port the second is refused")
  func conflict() throws {
    let server =
      "{port: {number: 443, name: https, protocol: HTTPS}, hosts: [a.example.com],"
      + " tls: {mode: SIMPLE, credentialName: cert}}"
    var mesh = try TranslatedMesh(gateway(server) + gateway(server, name: "other"))
    mesh.options.credentials["cert"] = credential
    #expect(try mesh.listener("0.0.0.0_8443", of: proxy)["filter_chains"]?.array?.count == 1)
    let problem = try #require(try mesh.resources(proxy).problems.first)
    #expect(problem.object.name == "other")
    #expect(problem.path == "spec.servers[0].hosts")
  }

  @Test(
    "what a gateway here cannot do is refused with its place",
    arguments: [
      (
        "{port: {number: 443, name: s, protocol: HTTPS}, hosts: ['*'], tls: {mode: SIMPLE, credentialName: none}}",
        "tls.credentialName"
      ),
      ("{port: {number: 443, name: s, protocol: TLS}, hosts: ['*'], tls: {mode: PASSTHROUGH}}", "tls.mode"),
      (
        "{port: {number: 443, name: s, protocol: HTTPS}, hosts: ['*'], tls: {mode: SIMPLE, serverCertificate: /c, privateKey: /k}}",
        "tls.serverCertificate"
      ),
      ("{port: {number: 31400, name: t, protocol: TCP}, hosts: ['*']}", "port.protocol"),
      ("{port: {number: 81, name: h, protocol: HTTP}, hosts: ['*']}", "port.number"),
      ("{port: {number: 80, name: h, protocol: HTTP}, hosts: ['*'], bind: 10.0.0.1}", "bind"),
      (
        "{port: {number: 80, name: h, protocol: HTTPS}, hosts: ['*'], tls: {mode: SIMPLE, credentialName: cert}}",
        "port"
      ),
    ])
  func refused(server: String, path: String) throws {
    var mesh = try TranslatedMesh(gateway(server))
    mesh.options.credentials["cert"] = credential
    let problem = try #require(try mesh.resources(proxy).problems.first)
    #expect(problem.object == ObjectReference(kind: "Gateway", namespace: "default", name: "edge"))
    #expect(problem.path == "spec.servers[0].\(path)")
    // The entry stays open.
    _ = try mesh.listener("0.0.0.0_8080", of: proxy)
  }

  @Test("while nothing is bound to the gateway, the load goes to its service on any host")
  func defaultEntry() throws {
    let mesh = try TranslatedMesh(entries: true)
    let routes = try #require(try mesh.virtualHost("*:8080", of: proxy)["routes"]?.array)
    #expect(routes.map { $0.at("match.path")?.string } == ["/productpage"])
    #expect(routes[0].at("route.cluster") == "outbound|9080||productpage.default.svc.cluster.local")
  }

  @Test("a VirtualService that leads to the load's service, or names its host, takes its place")
  func governed() throws {
    #expect(try domains(Objects.gateway(), entries: true) == [["*"]])
    let mesh = try TranslatedMesh(Objects.gateway(), entries: true)
    let routes = try #require(try mesh.virtualHost("*:8080", of: proxy)["routes"]?.array)
    #expect(routes.map { $0.at("match.path")?.string ?? $0.at("match.prefix")?.string } == ["/productpage", "/static"])
    #expect(try domains(gateway(http) + service("[bookinfo.example.com]"), entries: true) == [["bookinfo.example.com"]])
  }

  @Test("one that is about something else leaves the entry open, after its own routes")
  func besideEntry() throws {
    let objects = gateway(http) + service("[other.example.com]")
    #expect(try domains(objects, entries: true) == [["other.example.com"], ["*"]])
    let mesh = try TranslatedMesh(objects, entries: true)
    let routes = try #require(try mesh.virtualHost("other.example.com:80", of: proxy)["routes"]?.array)
    #expect(routes.map { $0.at("match.path")?.string } == [nil, "/productpage"])
  }
}
