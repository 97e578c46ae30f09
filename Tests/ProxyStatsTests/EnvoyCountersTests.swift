import MeshModel
import Testing

@testable import ProxyStats

@Suite struct EnvoyCountersTests {
  static let v1 = "outbound|9080|v1|reviews.default.svc.cluster.local"

  static func clusters(_ names: String..., suffix: String = "") -> [ProxyCluster] {
    names.map { name in
      var cluster = ProxyCluster(name: name)
      cluster.statName = name + suffix
      return cluster
    }
  }

  static func read(_ lines: [String], _ clusters: [ProxyCluster]) -> EnvoyCounters {
    EnvoyCounters(parsing: Array((lines.joined(separator: "\n") + "\n").utf8), clusters: clusters)
  }

  @Test("Istio's tag rules: a request counts once, by its code") func istioTags() throws {
    let counters = Self.read(
      [
        "# TYPE envoy_cluster_upstream_rq counter",
        #"envoy_cluster_external_upstream_rq{cluster_name="\#(Self.v1)",response_code="503"} 66"#,
        #"envoy_cluster_upstream_rq{cluster_name="\#(Self.v1)",response_code="200"} 303"#,
        #"envoy_cluster_upstream_rq{cluster_name="\#(Self.v1)",response_code_class="2xx"} 303"#,
        #"envoy_cluster_upstream_rq{cluster_name="\#(Self.v1)",response_code="503"} 66"#,
        #"envoy_cluster_upstream_rq{cluster_name="\#(Self.v1)",response_code_class="5xx"} 66"#,
        #"envoy_cluster_zone_a_b_upstream_rq{cluster_name="\#(Self.v1)",response_code="503"} 66"#,
        #"envoy_cluster_retry_upstream_rq{cluster_name="\#(Self.v1)",response_code="503"} 33"#,
        #"envoy_cluster_upstream_rq_total{cluster_name="\#(Self.v1)"} 402"#,
        #"envoy_cluster_upstream_rq_retry{cluster_name="\#(Self.v1)"} 33"#,
        #"envoy_cluster_upstream_rq_pending_overflow{cluster_name="\#(Self.v1)"} 4"#,
        #"envoy_cluster_upstream_rq_active_overflow{cluster_name="\#(Self.v1)"} 3"#,
        #"envoy_cluster_circuit_breakers_default_rq_pending_open{cluster_name="\#(Self.v1)"} 1"#,
        #"envoy_cluster_circuit_breakers_default_cx_open{cluster_name="\#(Self.v1)"} 0"#,
        #"envoy_cluster_circuit_breakers_high_cx_open{cluster_name="\#(Self.v1)"} 1"#,
        #"envoy_cluster_outlier_detection_ejections_active{cluster_name="\#(Self.v1)"} 1"#,
        #"envoy_cluster_upstream_rq_total{cluster_name="somebody else"} 9"#,
      ], Self.clusters(Self.v1, suffix: ";"))
    #expect(Array(counters.clusters.keys) == [Self.v1])
    let cluster = try #require(counters.clusters[Self.v1])
    #expect(cluster.responses == ["200": 303, "503": 66])
    #expect(cluster.attempts == 402)
    #expect(cluster.retries == 33)
    #expect(cluster.overflow == 7)
    #expect(cluster.openBreakers == ["pending requests"])
    #expect(cluster.ejectionsActive == 1)
  }

  @Test("Envoy's own tag rules, as captured: names are broken at dots") func capturedDefaultTags() throws {
    let names = ["v1", "v2", "v3"].map { "outbound|9080|\($0)|reviews.default.svc.cluster.local" }
    let counters = EnvoyCounters(
      parsing: try Capture.bytes("prom-envoy-default-tags.txt"),
      clusters: Self.clusters(names[0], names[1], names[2], "outbound|9080||details.default.svc.cluster.local"))
    #expect(names.map { counters.clusters[$0]?.attempts } == [331, 60, 89])
    #expect(names.map { counters.clusters[$0]?.responses } == [["200": 331], ["200": 60], ["200": 89]])
    #expect(counters.clusters.count == 3)
  }

  @Test func defaultTagsOfPlainNames() {
    let counters = Self.read(
      [
        #"envoy_cluster_upstream_rq{envoy_response_code="200",envoy_cluster_name="web"} 5"#,
        #"envoy_cluster_upstream_rq_xx{envoy_response_code_class="2",envoy_cluster_name="web"} 5"#,
        #"envoy_cluster_one_upstream_rq{envoy_response_code="200",envoy_cluster_name="app"} 3"#,
        #"envoy_cluster_one_external_upstream_rq{envoy_response_code="200",envoy_cluster_name="app"} 3"#,
        #"envoy_cluster_two_eu_west_upstream_rq_total{envoy_cluster_name="app"} 4"#,
        #"envoy_cluster_upstream_rq_total{envoy_cluster_name="a_b"} 6"#,
      ], Self.clusters("web", "app.one", "app.two.eu-west", "a:b"))
    #expect(counters.clusters["web"]?.responses == ["200": 5])
    #expect(counters.clusters["app.one"]?.responses == ["200": 3])
    #expect(counters.clusters["app.two.eu-west"]?.attempts == 4)
    #expect(counters.clusters["a:b"]?.attempts == 6)
  }

  @Test("classes count where there are no codes") func classes() {
    let istio = #"envoy_cluster_upstream_rq{cluster_name="web",response_code_class="5xx"} 7"#
    let plain = #"envoy_cluster_upstream_rq_xx{envoy_response_code_class="5",envoy_cluster_name="web"} 7"#
    for line in [istio, plain] {
      #expect(Self.read([line], Self.clusters("web")).clusters["web"]?.responses == ["5xx": 7])
    }
  }

  @Test func theProcess() {
    let process = Self.read(
      [
        "envoy_server_uptime{} 17", "envoy_server_memory_allocated{} 6024672", "envoy_server_total_connections{} 3",
        #"envoy_http_fault_aborts_injected{http_conn_manager_prefix="outbound_0.0.0.0_9080"} 70"#,
        #"envoy_http_0_0_0_9080__fault_aborts_injected{envoy_http_conn_manager_prefix="outbound_0"} 5"#,
        #"envoy_http_no_route{http_conn_manager_prefix="ingress"} 2"#,
        #"envoy_http_no_cluster{http_conn_manager_prefix="ingress"} 1"#,
        #"envoy_http_rq_total{http_conn_manager_prefix="async-client"} 200"#,
        #"envoy_http_rq_total{http_conn_manager_prefix="ingress"} 9000"#,
        #"envoy_http_rds_9080_update_rejected{http_conn_manager_prefix="outbound_0.0.0.0_9080"} 1"#,
        "envoy_cluster_manager_cds_update_rejected{} 2",
        #"envoy_cluster_manager_cds_version_text{text_value="42"} 0"#,
        #"envoy_listener_manager_lds_version_text{text_value="7"} 0"#,
        #"envoy_cluster_update_rejected{cluster_name="web"} 3"#,
      ], Self.clusters("web")
    ).process
    #expect(process.uptime == 17)
    #expect(process.memory == 6_024_672)
    #expect(process.connections == 3)
    #expect(process.abortsInjected == 75)
    #expect(process.delaysInjected == nil)
    #expect(process.noRoute == 2)
    #expect(process.noCluster == 1)
    #expect(process.asyncRequests == 200)
    #expect(process.rejectedUpdates == ["cds": 2, "eds": 3, "rds": 1])
    #expect(process.configurationVersions == ["cds": "42", "lds": "7"])
  }

  @Test(arguments: [
    "", "envoy_", "envoy_cluster_upstream_rq_total", "envoy_cluster_upstream_rq_total{cluster_name=\"web\"}",
    "envoy_cluster_upstream_rq_total{cluster_name=\"web\" 5", "envoy_cluster_upstream_rq_total{cluster_name=\"we",
    "envoy_cluster_upstream_rq_total{cluster_name=web} 5", "envoy_cluster_upstream_rq_total{cluster_name=\"web\"} NaN",
    "envoy_cluster_upstream_rq_total{cluster_name=\"web\"} -5",
    "envoy_cluster_upstream_rq_total{cluster_name=\"web\"} x",
    "envoy_cluster_upstream_rq_total{} 5", "cluster_upstream_rq_total{cluster_name=\"web\"} 5",
  ]) func whatIsNotUnderstoodIsLeftOut(_ line: String) {
    #expect(Self.read([line], Self.clusters("web")).clusters.isEmpty)
  }

  @Test(arguments: 0..<40) func garbageNeverTraps(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = try Capture.bytes("prom-envoy-default-tags.txt")
    for _ in 0..<30 {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    let counters = EnvoyCounters(
      parsing: Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))),
      clusters: Self.clusters(Self.v1))
    #expect(counters.clusters.values.allSatisfy { $0.attempts >= 0 && $0.responses.values.allSatisfy { $0 >= 0 } })
  }
}
