import Documents
import MeshModel
import Testing

@testable import DemoMesh

@Suite("Metrics of real proxies")
struct MetricsTranslationTests {
  /// Istio's, in Istio's order.
  private static let labels = [
    "reporter", "source_workload", "source_canonical_service", "source_canonical_revision",
    "source_workload_namespace", "source_principal", "source_app", "source_version", "source_cluster",
    "destination_workload", "destination_workload_namespace", "destination_principal", "destination_app",
    "destination_version", "destination_service", "destination_canonical_service", "destination_canonical_revision",
    "destination_service_name", "destination_service_namespace", "destination_cluster", "request_protocol",
    "response_code", "grpc_response_status", "response_flags", "connection_security_policy",
  ]

  private func logger(_ listener: String, of workload: String, chain: Int = 0) throws -> JSONValue {
    try #require(
      try TranslatedMesh().listener(listener, of: workload).at(
        "filter_chains[\(chain)].filters[0].typed_config.access_log[0].typed_config"))
  }

  private func tags(_ stat: JSONValue?) -> [String: String] {
    let tags = stat?.at("stat.tags")?.array ?? []
    return Dictionary(
      tags.map { ($0["name"]?.string ?? "", $0["value_format"]?.string ?? "") }, uniquingKeysWith: { first, _ in first }
    )
  }

  @Test("client, server and gateway count Istio's metrics under Istio's labels, in Istio's order")
  func names() throws {
    let loggers = [
      try logger("virtualOutbound", of: "productpage-v1"),
      try logger("127.0.1.4_9080", of: "reviews-v1"),
      try logger("127.0.1.4_9080", of: "reviews-v1", chain: 1),
      try TranslatedMesh(entries: true).listener("0.0.0.0_8080", of: "istio-ingressgateway").at(
        "filter_chains[0].filters[0].typed_config.access_log[0].typed_config"),
    ]
    for logger in loggers {
      #expect(logger?.at("stats_scope.prefix") == "")
      let stats = (logger?["counters"]?.array ?? []) + (logger?["histograms"]?.array ?? [])
      #expect(
        stats.map { $0.at("stat.name")?.string } == [
          "istio_requests_total", "istio_request_duration_milliseconds", "istio_request_bytes",
          "istio_response_bytes",
        ])
      for stat in stats {
        #expect(stat.at("stat.tags")?.array?.compactMap { $0["name"]?.string } == Self.labels)
      }
    }
  }

  @Test("a client's proxy knows itself, and asks the endpoint and the cluster about the rest")
  func source() throws {
    let tags = tags(try logger("virtualOutbound", of: "productpage-v1").at("counters[0]"))
    #expect(tags["reporter"] == "source")
    #expect(tags["source_workload"] == "productpage-v1")
    #expect(tags["source_canonical_revision"] == "v1")
    #expect(tags["connection_security_policy"] == "unknown")
    #expect(tags["destination_workload"]?.contains("filter_metadata.vigla.workload : 'unknown'") == true)
    #expect(tags["destination_canonical_revision"]?.contains("'latest'") == true)
    #expect(tags["destination_service"]?.contains("request.host") == true)
    #expect(tags["destination_service_name"]?.contains("BlackHoleCluster") == true)
  }

  @Test("a server's proxy knows itself and its service, and the client by its header, which it takes away")
  func destination() throws {
    let mesh = try TranslatedMesh()
    let tags = tags(try logger("127.0.1.4_9080", of: "reviews-v1").at("counters[0]"))
    #expect(tags["destination_service"] == "reviews.default.svc.cluster.local")
    #expect(tags["destination_version"] == "v1")
    #expect(tags["source_workload"] == "%DYNAMIC_METADATA(vigla.peer:workload)%")
    let listener = try mesh.listener("127.0.1.4_9080", of: "reviews-v1")
    let rules = try #require(
      listener.at("filter_chains[0].filters[0].typed_config.http_filters[0].typed_config.request_rules")?.array)
    #expect(rules.map { $0["remove"]?.bool } == [false, false, false, false, false, false, true])
    let header = try #require(try mesh.resources().routes.first?.at("request_headers_to_add[0].header"))
    #expect(header["key"]?.string == rules.first?["header"]?.string)
    #expect(header["value"] == "productpage-v1;default;productpage;v1;Kubernetes;productpage;v1")
  }

  @Test("labels and names of a percent sign are no command")
  func percent() throws {
    var mesh = try TranslatedMesh()
    let index = try #require(mesh.workloads.firstIndex { $0.id.name == "productpage-v1" })
    mesh.workloads[index].pods[0].labels["version"] = "50%"
    let logger = try mesh.listener("virtualOutbound", of: "productpage-v1").at(
      "filter_chains[0].filters[0].typed_config.access_log[0].typed_config.counters[0]")
    #expect(tags(logger)["source_version"] == "50%%")
  }
}
