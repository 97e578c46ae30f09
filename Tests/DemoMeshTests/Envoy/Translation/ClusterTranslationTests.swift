import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

extension TranslationRow {
  static func balancer(_ fields: String, _ path: String, _ expected: String?) -> TranslationRow {
    TranslationRow("{loadBalancer: {\(fields)}}", path, expected)
  }
  static func http(_ fields: String, _ path: String, _ expected: String?) -> TranslationRow {
    TranslationRow("{connectionPool: {http: {\(fields)}}}", path, expected)
  }
  static func tcp(_ fields: String, _ path: String, _ expected: String?) -> TranslationRow {
    TranslationRow("{connectionPool: {tcp: {\(fields)}}}", path, expected)
  }
  static func outlier(_ fields: String, _ path: String, _ expected: String?) -> TranslationRow {
    TranslationRow("{outlierDetection: {\(fields)}}", path, expected)
  }
}

/// What a field of a DestinationRule becomes in the cluster of a real proxy.
@Suite("Translation of clusters")
struct ClusterTranslationTests {
  static let options = #"typed_extension_protocol_options["envoy.extensions.upstreams.http.v3.HttpProtocolOptions"]"#
  static let limits = "circuit_breakers.thresholds[0]"

  static let balancing: [TranslationRow] = [
    .balancer("simple: ROUND_ROBIN", "lb_policy", "ROUND_ROBIN"),
    .balancer("simple: LEAST_REQUEST", "lb_policy", "LEAST_REQUEST"),
    .balancer("simple: RANDOM", "lb_policy", "RANDOM"),
    .balancer("consistentHash: {httpHeaderName: x-user}", "lb_policy", "RING_HASH"),
    .balancer("consistentHash: {httpHeaderName: x-user}", "ring_hash_lb_config.minimum_ring_size", "1024"),
    .balancer(
      "consistentHash: {useSourceIp: true, ringHash: {minimumRingSize: 7}}", "ring_hash_lb_config.minimum_ring_size",
      "7"),
    .balancer("consistentHash: {useSourceIp: true, maglev: {tableSize: 101}}", "lb_policy", "MAGLEV"),
    .balancer(
      "consistentHash: {useSourceIp: true, maglev: {tableSize: 101}}", "maglev_lb_config.table_size", "101"),
    .balancer(
      "simple: ROUND_ROBIN, warmup: {duration: 30s, minimumPercent: 20, aggression: 2}",
      "round_robin_lb_config.slow_start_config",
      "{slow_start_window: 30s, aggression: {default_value: 2, runtime_key: vigla.warmup.aggression},"
        + " min_weight_percent: {value: 20}}"),
    .balancer(
      "warmupDurationSecs: 5s", "least_request_lb_config.slow_start_config.slow_start_window", "5s"),
  ]

  static let pools: [TranslationRow] = [
    .tcp("maxConnections: 3", "\(limits).max_connections", "3"),
    .tcp("connectTimeout: 200ms", "connect_timeout", "0.2s"),
    .tcp("maxConnectionDuration: 1m", "\(options).common_http_protocol_options.max_connection_duration", "60s"),
    .tcp(
      "tcpKeepalive: {probes: 3, time: 10s, interval: 5s}", "upstream_connection_options.tcp_keepalive",
      "{keepalive_probes: 3, keepalive_time: 10, keepalive_interval: 5}"),
    .http("http1MaxPendingRequests: 1", "\(limits).max_pending_requests", "1"),
    .http("http2MaxRequests: 4", "\(limits).max_requests", "4"),
    .http("maxRetries: 2", "\(limits).max_retries", "2"),
    .http("maxRequestsPerConnection: 5", "\(options).common_http_protocol_options.max_requests_per_connection", "5"),
    .http("idleTimeout: 3s", "\(options).common_http_protocol_options.idle_timeout", "3s"),
    .http("h2UpgradePolicy: UPGRADE", "\(options).explicit_http_config.http2_protocol_options", "{}"),
    .http(
      "h2UpgradePolicy: UPGRADE, maxConcurrentStreams: 9",
      "\(options).explicit_http_config.http2_protocol_options.max_concurrent_streams", "9"),
    .http(
      "h2UpgradePolicy: UPGRADE, http2KeepAlive: {interval: 5s, timeout: 1s}",
      "\(options).explicit_http_config.http2_protocol_options.connection_keepalive", "{interval: 5s, timeout: 1s}"),
    .http("useClientProtocol: true", "\(options).use_downstream_protocol_config.http_protocol_options", "{}"),
    .http("maxRetries: 2", "\(options).explicit_http_config.http_protocol_options", "{}"),
    .http("maxRetries: 2", "\(limits).max_connections", "4294967295"),
    TranslationRow("{retryBudget: {percent: 25}}", "\(limits).retry_budget.budget_percent.value", "25"),
    TranslationRow("{retryBudget: {percent: 25}}", "\(limits).retry_budget.min_retry_concurrency", "3"),
  ]

  static let outliers: [TranslationRow] = [
    .outlier(
      "consecutive5xxErrors: 4, interval: 1s, baseEjectionTime: 1m, maxEjectionPercent: 100", "outlier_detection",
      "{consecutive_5xx: 4, enforcing_consecutive_5xx: 100, enforcing_success_rate: 0, interval: 1s,"
        + " base_ejection_time: 60s, max_ejection_percent: 100}"),
    .outlier("interval: 1s", "outlier_detection.consecutive_5xx", "5"),
    .outlier("interval: 1s", "outlier_detection.max_ejection_percent", "10"),
    .outlier("interval: 1s", "outlier_detection.base_ejection_time", "30s"),
    .outlier("consecutive5xxErrors: 0", "outlier_detection.enforcing_consecutive_5xx", "0"),
    .outlier("consecutiveGatewayErrors: 2", "outlier_detection.consecutive_gateway_failure", "2"),
    .outlier("consecutiveGatewayErrors: 2", "outlier_detection.enforcing_consecutive_gateway_failure", "100"),
    .outlier(
      "splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 3",
      "outlier_detection.consecutive_local_origin_failure", "3"),
    .outlier("minHealthPercent: 40", "common_lb_config.healthy_panic_threshold.value", "40"),
    .outlier("interval: 1s", "common_lb_config.healthy_panic_threshold.value", "0"),
    .outlier(
      "outlierDetectionHttpErrorCodes: [429]",
      "\(options).outlier_detection.error_matcher.http_response_headers_match.headers[0].string_match.exact", "'429'"),
  ]

  static let encryption: [TranslationRow] = [
    TranslationRow("{loadBalancer: {simple: RANDOM}}", "transport_socket_matches[0].match", "{tlsMode: istio}"),
    TranslationRow("{loadBalancer: {simple: RANDOM}}", "transport_socket", nil),
    TranslationRow("{tls: {mode: DISABLE}}", "transport_socket_matches", nil),
    TranslationRow("{tls: {mode: DISABLE}}", "transport_socket", nil),
    TranslationRow(
      "{tls: {mode: ISTIO_MUTUAL}}", "transport_socket.typed_config.sni",
      "outbound_.9080_._.reviews.default.svc.cluster.local"),
    TranslationRow("{tls: {mode: SIMPLE, sni: a.example.com}}", "transport_socket.typed_config.sni", "a.example.com"),
    TranslationRow("{tls: {mode: SIMPLE}}", "transport_socket.typed_config.common_tls_context.tls_certificates", nil),
  ]

  @Test("a field of a traffic policy", arguments: balancing + pools + outliers + encryption)
  func field(row: TranslationRow) throws {
    let mesh = try TranslatedMesh(Objects.policy("reviews", row.source))
    let cluster = try mesh.cluster(of: "reviews")
    #expect(cluster.at(row.path) == (try row.expected.map { try YAMLText.parse($0) }))
    #expect(try mesh.resources().problems.isEmpty)
  }

  @Test(
    "hash keys are in the routes to the cluster, VirtualService or not",
    arguments: [
      ("httpHeaderName: X-User", "{header: {header_name: x-user}}"),
      ("useSourceIp: true", "{connection_properties: {source_ip: true}}"),
      ("httpQueryParameterName: q", "{query_parameter: {name: q}}"),
      (
        "httpCookie: {name: user, path: /p, ttl: 60s, attributes: [{name: SameSite, value: Lax}]}",
        "{cookie: {name: user, ttl: 60s, path: /p, attributes: [{name: SameSite, value: Lax}]}}"
      ),
    ])
  func hashKeys(key: String, expected: String) throws {
    let rule = Objects.policy("reviews", "{loadBalancer: {consistentHash: {\(key)}}}")
    for objects in [rule, rule + Objects.routes("reviews", "[{route: [{destination: {host: reviews}}]}]")] {
      let route = try #require(try TranslatedMesh(objects).routes("reviews").first)
      #expect(route.at("route.hash_policy[0]") == (try YAMLText.parse(expected)))
      #expect(route.at("route.retry_policy.retry_host_predicate") == nil)
    }
  }

  @Test("a cluster without a rule has pilot's defaults and knows its service")
  func defaults() throws {
    let cluster = try TranslatedMesh().cluster(of: "details")
    #expect(cluster["type"] == "STATIC")
    #expect(cluster["lb_policy"] == "LEAST_REQUEST")
    #expect(cluster["connect_timeout"] == "10s")
    #expect(cluster["alt_stat_name"] == "outbound|9080||details.default.svc.cluster.local;")
    #expect(cluster.at("\(Self.limits).max_requests") == 4_294_967_295)
    #expect(cluster["outlier_detection"] == nil)
    let istio = try #require(cluster.at("metadata.filter_metadata.istio"))
    #expect(
      istio == [
        "services": [["host": "details.default.svc.cluster.local", "name": "details", "namespace": "default"]]
      ])
  }

  @Test("endpoints are pods at their target port, with what labels and encryption need")
  func endpoints() throws {
    let cluster = try TranslatedMesh().cluster(of: "reviews")
    let endpoints = try #require(cluster.at("load_assignment.endpoints[0].lb_endpoints")?.array)
    #expect(endpoints.count == 3)
    #expect(endpoints[0].at("endpoint.address.socket_address.port_value") == 9080)
    let metadata = try #require(endpoints[0].at("metadata.filter_metadata"))
    #expect(metadata.at("istio.workload") == "reviews-v1;default;reviews;v1;Kubernetes")
    #expect(metadata["envoy.transport_socket_match"] == ["tlsMode": "istio"])
    #expect(metadata.at("vigla.version") == "v1")
    let names = cluster.at(
      "transport_socket_matches[0].transport_socket.typed_config.common_tls_context.combined_validation_context"
        + ".default_validation_context.match_typed_subject_alt_names")
    #expect(
      names == [["san_type": "URI", "matcher": ["exact": "spiffe://cluster.local/ns/default/sa/bookinfo-reviews"]]])
  }

  @Test("a pod without a proxy is called in plain text; one that is not ready is not called")
  func otherPods() throws {
    var mesh = try TranslatedMesh()
    for index in mesh.workloads.indices {
      if mesh.workloads[index].id.name == "reviews-v1" { mesh.workloads[index].pods[0].hasProxy = false }
      if mesh.workloads[index].id.name == "reviews-v2" { mesh.workloads[index].pods[0].isReady = false }
    }
    let endpoints = try #require(
      try mesh.cluster(of: "reviews").at("load_assignment.endpoints[0].lb_endpoints")?.array)
    #expect(
      endpoints.map { $0.at("metadata.filter_metadata")?["envoy.transport_socket_match"] != nil } == [false, true])
  }

  @Test("without mutual TLS nothing is encrypted")
  func plainMesh() throws {
    var mesh = try TranslatedMesh()
    mesh.options.isMutualTLS = false
    mesh.objects = try YAMLText.parseAll(Objects.policy("details", "{tls: {mode: ISTIO_MUTUAL}}"))
    #expect(try mesh.resources().problems.map(\.path) == ["spec.trafficPolicy.tls.mode"])
    #expect(try mesh.cluster(of: "details")["transport_socket"] == nil)
    let cluster = try mesh.cluster(of: "reviews")
    #expect(cluster["transport_socket_matches"] == nil)
    #expect(
      cluster.at("load_assignment.endpoints[0].lb_endpoints[0].metadata.filter_metadata")?[
        "envoy.transport_socket_match"] == nil)
  }

  @Test("subsets have clusters of their own, with their policy and only their pods")
  func subsets() throws {
    let mesh = try TranslatedMesh(
      """
      kind: DestinationRule
      metadata: {name: reviews, namespace: default}
      spec:
        host: reviews
        trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}, loadBalancer: {simple: RANDOM}}
        subsets:
        - {name: v1, labels: {version: v1}}
        - name: v3
          labels: {version: v3}
          trafficPolicy:
            loadBalancer: {simple: ROUND_ROBIN}
            portLevelSettings: [{port: {number: 9080}, loadBalancer: {simple: LEAST_REQUEST}}]
        - {name: v9, labels: {version: v9}}
      """)
    let v1 = try mesh.cluster(of: "reviews", subset: "v1")
    #expect(v1["lb_policy"] == "RANDOM")
    #expect(v1.at("load_assignment.endpoints[0].lb_endpoints")?.array?.count == 1)
    #expect(v1.at("metadata.filter_metadata.istio.subset") == "v1")
    #expect(
      v1.at("metadata.filter_metadata.istio.config")
        == "/apis/networking.istio.io/v1/namespaces/default/destination-rule/reviews")
    let v3 = try mesh.cluster(of: "reviews", subset: "v3")
    #expect(v3["lb_policy"] == "LEAST_REQUEST")
    // An entry for the port replaces everything, the connection limit of the rule included.
    #expect(v3.at("\(Self.limits).max_connections") == 4_294_967_295)
    #expect(try mesh.cluster(of: "reviews", subset: "v9").at("load_assignment.endpoints") == [])
  }

  @Test(
    "what cannot be real is refused with its place, and the cluster stays usable",
    arguments: [
      ("{loadBalancer: {simple: PASSTHROUGH}}", "spec.trafficPolicy.loadBalancer.simple"),
      ("{loadBalancer: {zoneAwareLbSetting: {enabled: true}}}", "spec.trafficPolicy.loadBalancer.zoneAwareLbSetting"),
      ("{tls: {mode: MUTUAL, clientCertificate: /c.pem}}", "spec.trafficPolicy.tls.clientCertificate"),
      ("{tls: {mode: SIMPLE, caCertificates: /ca.pem}}", "spec.trafficPolicy.tls.caCertificates"),
      ("{tls: {mode: SIMPLE, credentialName: none}}", "spec.trafficPolicy.tls.credentialName"),
      ("{tunnel: {targetHost: a, targetPort: 1}}", "spec.trafficPolicy.tunnel"),
      ("{proxyProtocol: {version: V2}}", "spec.trafficPolicy.proxyProtocol"),
      (
        "{portLevelSettings: [{port: {number: 9080}, loadBalancer: {simple: PASSTHROUGH}}]}",
        "spec.trafficPolicy.portLevelSettings[0].loadBalancer.simple"
      ),
    ])
  func refused(policy: String, path: String) throws {
    let mesh = try TranslatedMesh(Objects.policy("reviews", policy))
    let problems = try mesh.resources().problems
    #expect(problems.map(\.path) == [path])
    #expect(problems.first?.object == ObjectReference(kind: "DestinationRule", namespace: "default", name: "reviews"))
    #expect(try mesh.cluster(of: "reviews")["lb_policy"] == "LEAST_REQUEST")
  }

  // MARK: Localities

  /// Two versions of reviews in two zones, and the product page in the first.
  private func zones(_ setting: String, outlier: Bool = false) throws -> [JSONValue] {
    let detection = outlier ? ", outlierDetection: {consecutive5xxErrors: 2}" : ""
    var mesh = try TranslatedMesh(
      Objects.policy("reviews", "{loadBalancer: {localityLbSetting: \(setting)}\(detection)}"))
    let places = ["productpage-v1": "r1.a.x", "reviews-v1": "r1.a.x", "reviews-v2": "r1.b.x", "reviews-v3": "r2.a.x"]
    for index in mesh.workloads.indices {
      mesh.workloads[index].pods[0].labels[EnvoyLocality.label] = places[mesh.workloads[index].id.name]
    }
    let cluster = try mesh.cluster(of: "reviews")
    #expect(
      (cluster.at("common_lb_config.locality_weighted_lb_config") != nil) == setting.contains("distribute"))
    return try #require(cluster.at("load_assignment.endpoints")?.array)
  }

  @Test("distribute gives localities their weights and leaves out the others")
  func distribute() throws {
    let groups = try zones("{distribute: [{from: r1/a/*, to: {'r1/a/*': 80, 'r1/b/*': 20}}]}")
    #expect(groups.map { $0.at("locality.zone")?.string } == ["a", "b"])
    #expect(groups.map { $0["load_balancing_weight"]?.int } == [80, 20])
  }

  @Test("with outlier detection the nearer localities come first, without it all count alike")
  func failover() throws {
    #expect(try zones("{enabled: true}").map { $0["priority"]?.int } == [nil, nil, nil])
    #expect(try zones("{enabled: true}", outlier: true).map { $0["priority"]?.int } == [nil, 1, 2])
    #expect(try zones("{enabled: false}", outlier: true).map { $0["priority"]?.int } == [nil, nil, nil])
    let next = try zones("{failover: [{from: r1, to: r3}]}", outlier: true)
    #expect(next.map { $0["priority"]?.int } == [nil, 1, 2])
  }

  @Test("failoverPriority ranks by the labels in common")
  func failoverPriority() throws {
    let groups = try zones("{failoverPriority: [app, 'version=v2']}", outlier: true)
    #expect(groups.map { $0["priority"]?.int } == [nil, nil, nil])
    let preferred = try zones("{failoverPriority: ['version=v2']}", outlier: true)
    #expect(preferred.map { $0["priority"]?.int } == [1, nil, 1])
  }
}
