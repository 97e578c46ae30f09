import Documents
import Kubernetes
import Synchronization
import Testing

@testable import Collector

@Suite(.timeLimit(.minutes(10))) struct PrometheusFinderTests {
  private static func service(
    _ namespace: String, _ name: String, _ ports: [(String, Int)], type: String = "ClusterIP"
  ) -> String {
    let ports = ports.map { #"{"name":"\#($0.0)","port":\#($0.1)}"# }.joined(separator: ",")
    return #"{"metadata":{"name":"\#(name)","namespace":"\#(namespace)"},"#
      + #""spec":{"type":"\#(type)","ports":[\#(ports)]}}"#
  }

  private static func candidates(_ services: [String]) throws -> [String] {
    let records = try services.map { try #require(ServiceRecord(try JSONValue(parsing: Array($0.utf8)))) }
    return PrometheusCandidate.among(records).map(\.place)
  }

  @Test(arguments: [
    ("istio-system", "prometheus", "http", 9090, "istio-system/prometheus:9090"),
    ("monitoring", "prometheus-operated", "web", 9090, "monitoring/prometheus-operated:9090"),
    ("monitoring", "prometheus-k8s", "web", 9090, "monitoring/prometheus-k8s:9090"),
    ("prometheus", "prometheus-server", "http", 80, "prometheus/prometheus-server:80"),
    (
      "monitoring", "kps-kube-prometheus-stack-prometheus", "http-web", 9090,
      "monitoring/kps-kube-prometheus-stack-prometheus:9090"
    ),
    ("monitoring", "thanos-query", "http", 10902, "monitoring/thanos-query:10902"),
    ("monitoring", "prod-thanos-query-frontend", "http", 9090, "monitoring/prod-thanos-query-frontend:9090"),
    ("mimir", "mimir-gateway", "http-metrics", 80, "mimir/mimir-gateway:80/prometheus"),
    ("vm", "vmsingle-main", "http", 8429, "vm/vmsingle-main:8429"),
    ("vm", "vmselect-main", "http", 8481, "vm/vmselect-main:8481/select/0/prometheus"),
    ("vm", "victoria-metrics-single-server", "http", 8428, "vm/victoria-metrics-single-server:8428"),
    ("obs", "prometheus", "http-web", 1234, "obs/prometheus:1234"),
  ])
  func usualNames(_ namespace: String, _ name: String, _ port: String, _ number: Int, _ place: String) throws {
    #expect(try Self.candidates([Self.service(namespace, name, [(port, number)])]) == [place])
  }

  @Test(arguments: [
    "reviews", "my-prometheus-exporter", "prometheus-alertmanager", "prometheus-node-exporter", "grafana",
  ])
  func otherNames(_ name: String) throws {
    #expect(try Self.candidates([Self.service("monitoring", name, [("http", 9090)])]).isEmpty)
  }

  @Test func servicesWithoutAFittingPortOrWithoutPods() throws {
    #expect(try Self.candidates([Self.service("a", "prometheus", [("grpc", 10901)])]).isEmpty)
    #expect(try Self.candidates([Self.service("a", "prometheus", [("http", 9090)], type: "ExternalName")]).isEmpty)
  }

  @Test func theLikeliestComesFirst() throws {
    let found = try Self.candidates([
      Self.service("zoo", "prometheus", [("http", 9090)]), Self.service("monitoring", "thanos-query", [("http", 9090)]),
      Self.service("monitoring", "prometheus-operated", [("web", 9090)]),
      Self.service("istio-system", "prometheus", [("http", 9090)]),
    ])
    #expect(
      found == [
        "istio-system/prometheus:9090", "monitoring/prometheus-operated:9090", "monitoring/thanos-query:9090",
        "zoo/prometheus:9090",
      ])
  }

  @Test func aPrefixedPortNameMeansTLS() throws {
    let record = try #require(
      ServiceRecord(try JSONValue(parsing: Array(Self.service("a", "thanos-querier", [("https-web", 9091)]).utf8))))
    #expect(PrometheusCandidate(record)?.isTLS == true)
  }

  // MARK: In a cluster

  private static func response(_ body: String, status: String = "200 OK") -> [UInt8] {
    Array(
      ("HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        + "Connection: close\r\n\r\n\(body)").utf8)
  }

  private static let forbidden = response(
    #"{"kind":"Status","status":"Failure","message":"services is forbidden","reason":"Forbidden","code":403}"#,
    status: "403 Forbidden")

  private final class Log: Sendable {
    let lines = Mutex<[String]>([])
  }

  /// Runs a finder against an API server that answers as told.
  private static func find(
    _ answer: @escaping @Sendable (String) -> [UInt8]
  ) async throws -> (Result<String, PollFailure>, [String]) {
    let log = Log()
    let server = try #require(
      StubServer { line in
        log.lines.withLock { $0.append(line) }
        return answer(line)
      })
    defer { server.close() }
    let client = try KubernetesClient(
      connection: ClusterConnection(server: ServerURL(isTLS: false, host: "127.0.0.1", port: Int(server.port))))
    let result: Result<String, PollFailure>
    do throws(PollFailure) {
      result = .success(
        try await PrometheusFinder(client: client).find(query: PrometheusQuery(), deadline: 20).place)
    } catch { result = .failure(error) }
    await client.shutdown()
    return (result, log.lines.withLock { $0 })
  }

  private static func list(_ services: [String]) -> [UInt8] {
    response(#"{"kind":"ServiceList","metadata":{},"items":[\#(services.joined(separator: ","))]}"#)
  }

  private static let full = response(
    #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"5"]}]}}"#)
  private static let empty = response(#"{"status":"success","data":{"resultType":"vector","result":[]}}"#)

  @Test func theFirstThatHasIstioMetricsIsTaken() async throws {
    let (result, lines) = try await Self.find { line in
      if line.hasPrefix("GET /api/v1/services") {
        return Self.list([
          Self.service("monitoring", "prometheus-operated", [("web", 9090)]),
          Self.service("monitoring", "prometheus-server", [("http", 80)]),
        ])
      }
      return line.contains("operated") ? Self.empty : Self.full
    }
    #expect(result == .success("monitoring/prometheus-server:80"))
    #expect(
      lines.dropFirst().first
        == "POST /api/v1/namespaces/monitoring/services/prometheus-operated%3A9090/proxy/api/v1/query HTTP/1.1")
  }

  @Test func withoutAnyIstioMetricsTheFirstThatAnswersIs() async throws {
    let (result, _) = try await Self.find { line in
      line.hasPrefix("GET /api/v1/services")
        ? Self.list([Self.service("monitoring", "prometheus-k8s", [("web", 9090)])]) : Self.empty
    }
    #expect(result == .success("monitoring/prometheus-k8s:9090"))
  }

  @Test func narrowRightsAreEnough() async throws {
    let (result, lines) = try await Self.find { line in
      if line.hasPrefix("POST ") { return Self.forbidden }
      if line.contains("/proxy/") { return Self.full }
      guard line.hasPrefix("GET /api/v1/namespaces/istio-system/services?") else { return Self.forbidden }
      return Self.list([Self.service("istio-system", "prometheus", [("http", 9090)])])
    }
    #expect(result == .success("istio-system/prometheus:9090"))
    #expect(lines.last?.hasPrefix("GET /api/v1/namespaces/istio-system/services/prometheus%3A9090/proxy") == true)
    #expect(lines.last?.contains("query=count") == true)
  }

  @Test func whereThereIsNoneTheURLIsAskedFor() async throws {
    let (result, _) = try await Self.find { _ in Self.list([]) }
    guard case .failure(let failure) = result else {
      Issue.record("found \(result)")
      return
    }
    #expect(failure.reason.contains("--prometheus URL"))
  }

  @Test func whyNoneAnswersIsSaid() async throws {
    let (result, _) = try await Self.find { line in
      line.hasPrefix("GET /api/v1/services")
        ? Self.list([Self.service("monitoring", "prometheus", [("web", 9090)])])
        : Self.response(
          #"{"kind":"Status","status":"Failure","message":"no endpoints available for service","code":503}"#,
          status: "503 Service Unavailable")
    }
    guard case .failure(let failure) = result else {
      Issue.record("found \(result)")
      return
    }
    #expect(failure.reason.contains("monitoring/prometheus:9090: no endpoints available for service (503)"))
  }
}
