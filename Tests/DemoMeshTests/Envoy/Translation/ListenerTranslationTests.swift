import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("Translation of sidecars' listeners")
struct ListenerTranslationTests {
  private static let manager = "filters[0].typed_config"

  @Test("calls go out at one port, to the virtual host of the service's name and port")
  func outbound() throws {
    let mesh = try TranslatedMesh()
    let listener = try mesh.listener("virtualOutbound", of: "productpage-v1")
    #expect(listener["address"] == ["socket_address": ["address": "127.0.1.2", "port_value": 15001]])
    let manager = try #require(listener.at("filter_chains[0].\(Self.manager)"))
    #expect(manager["stat_prefix"] == "outbound_0.0.0.0_9080;")
    #expect(manager.at("rds.route_config_name") == "9080")
    #expect(manager.at("rds.config_source.api_config_source.cluster_names") == ["xds"])
    #expect(
      manager["http_filters"]?.array?.compactMap { $0["name"]?.string } == [
        "envoy.filters.http.grpc_stats", "envoy.filters.http.fault", "envoy.filters.http.cors",
        "envoy.filters.http.router",
      ])
    let host = try mesh.virtualHost("reviews.default.svc.cluster.local:9080", of: "productpage-v1")
    #expect(host["domains"]?.strings.contains("reviews:9080") == true)
    #expect(host["domains"]?.strings.contains("reviews.default.svc.cluster.local:9080") == true)
    #expect(host["domains"]?.strings.contains("reviews") == true)
    #expect(host["include_request_attempt_count"] == true)
  }

  @Test("what nobody knows is blocked, last of all")
  func blocked() throws {
    let hosts = try #require(try TranslatedMesh().resources().routes.first?["virtual_hosts"]?.array)
    #expect(hosts.last?["name"] == "block_all")
    #expect(hosts.last?["domains"] == ["*"])
    #expect(hosts.last?.at("routes[0].direct_response.status") == 502)
    #expect(hosts.filter { $0["domains"]?.strings.contains("*") == true }.count == 1)
  }

  @Test("every port of a service has its virtual host, and no domain is there twice")
  func ports() throws {
    var mesh = try TranslatedMesh()
    let other = ServiceID(namespace: "other", name: "reviews")
    mesh.services.append(
      ServiceInfo(
        id: other, selector: ["app": "x"],
        ports: [
          ServicePort(name: "http", number: 80, targetPort: 8080),
          ServicePort(name: "grpc", number: 9090, targetPort: 9090),
        ]))
    let hosts = try #require(try mesh.resources().routes.first?["virtual_hosts"]?.array)
    let domains = hosts.flatMap { $0["domains"]?.strings ?? [] }
    #expect(domains.count == Set(domains).count)
    let names = hosts.compactMap { $0["name"]?.string }
    #expect(names.contains("reviews.other.svc.cluster.local:80"))
    #expect(names.contains("reviews.other.svc.cluster.local:9090"))
    // The short name is that of the caller's own namespace.
    let own = try mesh.virtualHost("reviews.default.svc.cluster.local:9080", of: "productpage-v1")
    #expect(own["domains"]?.strings.contains("reviews:9080") == true)
    let grpc = try mesh.cluster("outbound|9090||reviews.other.svc.cluster.local")
    #expect(
      grpc.at(
        "\(ClusterTranslationTests.options).explicit_http_config.http2_protocol_options") == [:])
  }

  @Test("a VirtualService for a host that is no service has a virtual host too")
  func foreignHost() throws {
    let mesh = try TranslatedMesh(
      Objects.routes("shop.example.com", "[{route: [{destination: {host: productpage}}]}]"))
    let host = try mesh.virtualHost("shop.example.com:80", of: "productpage-v1")
    #expect(host["domains"] == ["shop.example.com", "shop.example.com:80"])
    #expect(host.at("routes[0].route.cluster") == "outbound|9080||productpage.default.svc.cluster.local")
  }

  @Test("calls come in where the service leads to, encrypted or not, and go on to the application")
  func inbound() throws {
    let mesh = try TranslatedMesh()
    let listener = try mesh.listener("127.0.1.4_9080", of: "reviews-v1")
    #expect(listener["traffic_direction"] == "INBOUND")
    let chains = try #require(listener["filter_chains"]?.array)
    #expect(chains.map { $0.at("filter_chain_match.transport_protocol")?.string } == ["tls", "raw_buffer"])
    #expect(chains[0].at("transport_socket.typed_config.require_client_certificate") == true)
    #expect(
      chains[0].at("transport_socket.typed_config.common_tls_context.tls_certificate_sds_secret_configs[0].name")
        == "default")
    #expect(chains[1]["transport_socket"] == nil)
    for chain in chains {
      let route = chain.at("\(Self.manager).route_config.virtual_hosts[0].routes[0].route")
      #expect(route?["cluster"] == "inbound|9080||")
      #expect(route?.at("retry_policy.retry_on") == "reset-before-request")
    }
    let cluster = try mesh.cluster("inbound|9080||", of: "reviews-v1")
    #expect(
      cluster.at("load_assignment.endpoints[0].lb_endpoints[0].endpoint.address.socket_address")
        == ["address": "127.0.1.4", "port_value": 19080])
  }

  @Test("without mutual TLS there is one way in, in plain text")
  func plainInbound() throws {
    var mesh = try TranslatedMesh()
    mesh.options.isMutualTLS = false
    let listener = try mesh.listener("127.0.1.4_9080", of: "reviews-v1")
    #expect(listener["filter_chains"]?.array?.count == 1)
    #expect(listener["listener_filters"] == nil)
  }

  @Test("what is not exported to a proxy's namespace does not count for it")
  func visibility() throws {
    var mesh = try TranslatedMesh()
    mesh.objects = try YAMLText.parseAll(
      """
      kind: VirtualService
      metadata: {name: reviews, namespace: other}
      spec: {hosts: [reviews.default.svc.cluster.local], exportTo: ['.'], http: [{directResponse: {status: 200}}]}
      """)
    #expect(try mesh.routes("reviews").first?["direct_response"] == nil)
    mesh.objects[0][["spec", "exportTo"]] = ["*"]
    #expect(try mesh.routes("reviews").first?["direct_response"] != nil)
  }

  @Test("the same configuration gives an equal result")
  func determinism() throws {
    let mesh = try TranslatedMesh(Objects.reviewsSubsets() + Objects.gateway(), entries: true)
    for workload in mesh.workloads.map(\.id.name) {
      let one = try mesh.resources(workload)
      let other = try mesh.resources(workload)
      #expect(one == other)
      #expect(one.clusters.map(\.description) == other.clusters.map(\.description))
    }
  }

  // MARK: TCP

  private func database(port: Int, name: String = "tcp-db") throws -> TranslatedMesh {
    var mesh = try TranslatedMesh()
    let id = ServiceID(namespace: "default", name: "db")
    mesh.services.append(
      ServiceInfo(
        id: id, selector: ["app": "ratings"], ports: [ServicePort(name: name, number: port, targetPort: 27017)]))
    return mesh
  }

  @Test("a TCP service has a listener at its port, and its pods one at the target port")
  func stream() throws {
    var mesh = try database(port: 27017)
    let listener = try mesh.listener("0.0.0.0_27017", of: "productpage-v1")
    #expect(
      listener["address"] == ["socket_address": ["address": "127.0.1.2", "port_value": 27017]])
    #expect(
      listener.at("filter_chains[0].\(Self.manager).cluster") == "outbound|27017||db.default.svc.cluster.local")
    let server = try mesh.listener("127.0.1.3_27017", of: "ratings-v1")
    #expect(server.at("filter_chains[0].\(Self.manager).upstream_connect_mode") == "ON_DOWNSTREAM_TLS_HANDSHAKE")
    #expect(server.at("filter_chains[1].\(Self.manager).cluster") == "inbound|27017||")
    #expect(try mesh.resources().problems.isEmpty)

    mesh.objects = try YAMLText.parseAll(
      """
      kind: VirtualService
      metadata: {name: db, namespace: default}
      spec:
        hosts: [db]
        tcp:
        - match: [{port: 1}]
          route: [{destination: {host: details}}]
        - match: [{port: 27017, sourceLabels: {app: productpage}}]
          route:
          - {destination: {host: db, subset: a}, weight: 1}
          - {destination: {host: db, subset: b}, weight: 3}
      """)
    let routed = try mesh.listener("0.0.0.0_27017", of: "productpage-v1")
    #expect(
      routed.at("filter_chains[0].\(Self.manager).weighted_clusters.clusters") == [
        ["name": "outbound|27017|a|db.default.svc.cluster.local", "weight": 1],
        ["name": "outbound|27017|b|db.default.svc.cluster.local", "weight": 3],
      ])
  }

  @Test("a TCP port that cannot be listened on is refused", arguments: [443, 15001])
  func refusedStream(port: Int) throws {
    let mesh = try database(port: port)
    let problem = try #require(try mesh.resources().problems.first)
    #expect(problem.object == ObjectReference(kind: "Service", namespace: "default", name: "db"))
    #expect(problem.path == "spec.ports[0].port")
  }

  @Test("routes by SNI are refused, and a port that the caller's own pods serve")
  func refusedCalls() throws {
    var mesh = try database(port: 27017)
    mesh.objects = try YAMLText.parseAll(
      """
      kind: VirtualService
      metadata: {name: db, namespace: default}
      spec: {hosts: [db], tls: [{match: [{sniHosts: [db]}], route: [{destination: {host: db}}]}]}
      """)
    #expect(try mesh.resources().problems.map(\.path) == ["spec.tls"])
    let shared = try database(port: 9080)
    #expect(try shared.resources().problems.map(\.path) == ["spec.ports[0].port"])
    // The database's own pods: what they serve they do not call.
    #expect(try database(port: 27017).resources("ratings-v1").problems.isEmpty)
    #expect(
      try database(port: 27017).resources("ratings-v1").listeners.contains { $0["name"] == "0.0.0.0_27017" } == false)
  }

  @Test("of two TCP services with one port the second is refused")
  func sharedPort() throws {
    var mesh = try database(port: 27017)
    mesh.services.append(
      ServiceInfo(
        id: ServiceID(namespace: "default", name: "store"), selector: ["app": "details"],
        ports: [ServicePort(name: "tcp", number: 27017, targetPort: 27018)]))
    let problems = try mesh.resources().problems
    #expect(problems.map(\.object.name) == ["store"])
    #expect(try mesh.resources().listeners.filter { $0["name"] == "0.0.0.0_27017" }.count == 1)
  }
}
