import MeshModel
import ProxyStats
import Testing

@testable import DemoMesh

@Suite("Simulated stats pages")
struct ExpositionTests {
  private let path = "/stats/prometheus"

  private func page(
    _ mesh: TestMesh, _ pod: String = "productpage-v1-0", namespace: String = "default", port: Int = 15090,
    query: String = ""
  ) throws -> (status: Int, type: String, lines: [Substring], bytes: [UInt8]) {
    let answer = try #require(
      mesh.engine.stats(namespace: namespace, pod: pod, port: port, path: path, query: query))
    let text = String(decoding: answer.body, as: UTF8.self)
    return (answer.status, answer.contentType, text.split(separator: "\n"), answer.body)
  }

  /// The names of a line's labels, in order.
  private func labelNames(_ line: Substring) -> [String] {
    line.drop { $0 != "{" }.dropFirst().prefix { $0 != "}" }.split(separator: ",")
      .map { String($0.prefix { $0 != "=" }) }
  }

  @Test("the labels are Istio's 25, in its order")
  func labels() throws {
    let mesh = try TestMesh()
    mesh.load(seconds: 5)
    let expected = [
      "reporter", "source_workload", "source_canonical_service", "source_canonical_revision",
      "source_workload_namespace", "source_principal", "source_app", "source_version", "source_cluster",
      "destination_workload", "destination_workload_namespace", "destination_principal", "destination_app",
      "destination_version", "destination_service", "destination_canonical_service",
      "destination_canonical_revision", "destination_service_name", "destination_service_namespace",
      "destination_cluster", "request_protocol", "response_code", "grpc_response_status", "response_flags",
      "connection_security_policy",
    ]
    let lines = try page(mesh).lines.filter { $0.hasPrefix("istio_requests_total") }
    #expect(lines.count == 5)
    for line in lines { #expect(labelNames(line) == expected) }
  }

  @Test("a series is printed to the letter")
  func golden() throws {
    let mesh = try TestMesh()
    _ = try mesh.get(times: 7)
    let line = try #require(
      try page(mesh).lines.first { $0.hasPrefix("istio_requests_total") && $0.contains("details") })
    #expect(
      line == """
        istio_requests_total{reporter="source",source_workload="productpage-v1",\
        source_canonical_service="productpage",source_canonical_revision="v1",source_workload_namespace="default",\
        source_principal="spiffe://cluster.local/ns/default/sa/bookinfo-productpage",source_app="productpage",\
        source_version="v1",source_cluster="Kubernetes",destination_workload="details-v1",\
        destination_workload_namespace="default",\
        destination_principal="spiffe://cluster.local/ns/default/sa/bookinfo-details",destination_app="details",\
        destination_version="v1",destination_service="details.default.svc.cluster.local",\
        destination_canonical_service="details",destination_canonical_revision="v1",\
        destination_service_name="details",destination_service_namespace="default",\
        destination_cluster="Kubernetes",request_protocol="http",response_code="200",grpc_response_status="",\
        response_flags="-",connection_security_policy="unknown"} 7
        """)
    let gateway = try #require(
      try page(mesh, "istio-ingressgateway-0", namespace: "istio-system").lines
        .first { $0.hasPrefix("istio_requests_total") })
    #expect(
      gateway.hasPrefix(
        #"istio_requests_total{reporter="source",source_workload="istio-ingressgateway","#
          + #"source_canonical_service="istio-ingressgateway",source_canonical_revision="latest","#
          + #"source_workload_namespace="istio-system","#))
    #expect(gateway.contains(#"source_app="istio-ingressgateway",source_version="unknown""#))
  }

  @Test("histograms have Envoy's buckets, cumulative and complete")
  func buckets() throws {
    let mesh = try TestMesh()
    mesh.load(seconds: 5)
    let bounds = [
      "0.5", "1", "5", "10", "25", "50", "100", "250", "500", "1000", "2500", "5000", "10000", "30000", "60000",
      "300000", "600000", "1800000", "3600000", "+Inf",
    ]
    let lines = try page(mesh).lines
    for metric in ["istio_request_duration_milliseconds", "istio_request_bytes", "istio_response_bytes"] {
      let start = try #require(lines.firstIndex(of: "# TYPE \(metric) histogram"))
      let series = lines[(start + 1)...].prefix(22)
      let ends = zip(series, bounds).filter { line, bound in line.contains(",le=\"\(bound)\"} ") }
      #expect(ends.count == 20)
      let values: [Int] = series.map { line in Int(line.split(separator: " ").last ?? "") ?? -1 }
      let buckets = Array(values.prefix(20))
      #expect(buckets == buckets.sorted())
      #expect(series[start + 21].hasPrefix("\(metric)_sum{"))
      #expect(series[start + 22].hasPrefix("\(metric)_count{"))
      #expect(values[19] == values[21])
    }
  }

  @Test("only TYPE lines, each family once, counters before gauges before histograms")
  func types() throws {
    let mesh = try TestMesh()
    mesh.load(seconds: 2)
    let lines = try page(mesh).lines
    let comments = lines.filter { $0.hasPrefix("#") }
    #expect(comments.allSatisfy { $0.hasPrefix("# TYPE ") })
    #expect(Set(comments).count == comments.count)
    let kinds = comments.compactMap { $0.split(separator: " ").last }
    let order = ["counter": 0, "gauge": 1, "histogram": 2]
    let ranks = kinds.map { order[String($0)] ?? 9 }
    #expect(ranks == ranks.sorted())
    #expect(lines.contains(#"istio_build{component="proxy",tag="1.31.0"} 1"#))
    #expect(lines.contains("envoy_server_live{} 1"))
    var seen: Set<Substring> = []
    var family: Substring = ""
    for line in lines where !line.hasPrefix("#") {
      var name = line.prefix { $0 != "{" }
      for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) && name.hasPrefix("istio_") {
        name = name.dropLast(suffix.count)
      }
      if name != family { #expect(seen.insert(name).inserted, "\(name) comes twice") }
      family = name
    }
  }

  @Test("the parser reads every page without an error and finds the same counts")
  func parsed() throws {
    let mesh = try TestMesh(objects: Objects.reviewsSubsets() + Objects.policy("details", "{tls: {mode: SIMPLE}}"))
    mesh.load(seconds: 5)
    for (name, pod) in mesh.engine.pods {
      let namespace = String(name.prefix { $0 != "/" })
      let answer = try #require(
        mesh.engine.stats(namespace: namespace, pod: pod.name, port: 15090, path: path, query: ""))
      var parser = StatsPageParser()
      parser.begin()
      let isTaken = parser.consume(answer.body)
      #expect(isTaken)
      let page = parser.finish()
      #expect(page.errors == 0, "\(page.firstError ?? "")")
      #expect(page.ending == .complete)
      let total = pod.proxy?.store.http.reduce(0) { $0 + Double($1.requests) } ?? 0
      let parsed = zip(parser.slots, parser.values).reduce(0.0) {
        $1.0.metric == .requests ? $0 + $1.1 : $0
      }
      #expect(parsed == total)
    }
  }

  @Test(
    "a filter is matched anywhere in Envoy's internal names, tag values included",
    arguments: [
      ("istio_requests_total", ["istio_requests_total"]),
      (
        "istio_(requests_total|request_duration_milliseconds|tcp_)",
        ["istio_requests_total", "istio_request_duration_milliseconds"]
      ),
      ("^istiocustom.istio_requests_total", ["istio_requests_total"]),
      ("^istio_requests_total", []),
      ("requests_total.*response_code.200", ["istio_requests_total"]),
      ("requests_total.*response_code.404", []),
      ("reporter.source.*destination_workload.details-v1.*unknown$", ["*"]),
      ("^server\\.(live|uptime)$", ["envoy_server_live", "envoy_server_uptime"]),
      ("cluster.xds-grpc.upstream_rq_total", ["envoy_cluster_upstream_rq_total"]),
      ("", ["*"]),
      ("nothing at all", []),
    ])
  func filter(pattern: String, families: [String]) throws {
    let mesh = try TestMesh()
    _ = try mesh.get(times: 3)
    let encoded = pattern.utf8.map { "%" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    for _ in 0..<2 {
      let found = try page(mesh, query: "usedonly&filter=\(encoded)").lines.filter { $0.hasPrefix("# TYPE") }
        .map { String($0.split(separator: " ")[2]) }
      if families == ["*"] { #expect(found.count >= 4) } else { #expect(found == families) }
    }
  }

  @Test("a filter on tag values cuts single series, also when series are added later")
  func filteredSeries() throws {
    let mesh = try TestMesh()
    _ = try mesh.get(times: 20)
    let query = "filter=requests_total.%2Adestination_workload.details-v1"
    #expect(try page(mesh, query: query).lines.count == 2)
    try mesh.change("details-v1") { $0.errorRate = 1 }
    _ = try mesh.get()
    let lines = try page(mesh, query: query).lines
    #expect(lines.count == 3)
    #expect(lines.dropFirst().allSatisfy { $0.contains(#"destination_workload="details-v1""#) })
  }

  @Test(
    "what RE2 refuses is 400 as in Envoy",
    arguments: ["(", "[a", "*a", "a(?=b)", "(?<!a)b", "(a)\\1", "a**"])
  func badFilter(pattern: String) throws {
    let mesh = try TestMesh()
    let encoded = pattern.utf8.map { "%" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let answer = try page(mesh, query: "filter=\(encoded)")
    #expect(answer.status == 400)
    #expect(answer.lines == ["Invalid re2 regex"])
  }

  @Test("usedonly leaves out counters that never counted")
  func usedOnly() throws {
    let mesh = try TestMesh()
    let all = try page(mesh).lines
    let used = try page(mesh, query: "usedonly").lines
    #expect(all.contains("envoy_cluster_manager_cds_update_rejected{} 0"))
    #expect(!used.contains { $0.hasPrefix("envoy_cluster_manager_cds_update_rejected") })
    #expect(used.contains("envoy_cluster_manager_cds_update_success{} 1"))
    #expect(used.contains("envoy_server_hot_restart_epoch{} 0"))
  }

  @Test("ports and paths")
  func ports() throws {
    let mesh = try TestMesh()
    mesh.engine.advance(to: 60)
    let envoy = try page(mesh)
    #expect(envoy.status == 200)
    #expect(envoy.type == "text/plain; version=0.0.4")
    #expect(envoy.lines.contains("envoy_server_uptime{} 60"))
    let agent = try page(mesh, port: 15020)
    #expect(agent.lines.first?.hasPrefix("# HELP ") == true)
    #expect(agent.lines.suffix(envoy.lines.count) == envoy.lines[...])
    func answer(_ port: Int, _ path: String, pod: String = "details-v1-0") -> PodAnswer? {
      mesh.engine.stats(namespace: "default", pod: pod, port: port, path: path, query: "")
    }
    #expect(answer(15020, "/metrics")?.status == 200)
    #expect(answer(15090, "/metrics")?.status == 404)
    #expect(answer(15021, "/healthz/ready")?.status == 200)
    #expect(answer(15000, path) == nil)
    #expect(answer(9080, path) == nil)
    #expect(answer(15090, path, pod: "nobody") == nil)
  }

  @Test("a label value is escaped")
  func escaping() throws {
    var topology = MeshTopology.bookinfo()
    let index = try #require(topology.workloads.firstIndex { $0.name == "details-v1" })
    topology.workloads[index].labels["version"] = "a\"b\\c\nd"
    let mesh = try TestMesh(topology)
    _ = try mesh.get()
    let line = try #require(
      try page(mesh, "details-v1-0").lines.first { $0.hasPrefix("istio_requests_total") })
    #expect(line.contains(#"destination_version="a\"b\\c\nd""#))
  }
}
