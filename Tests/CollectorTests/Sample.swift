import ProxyStats

@testable import Collector

/// One line of a page in the making: who called whom, with what outcome, how often so far.
struct Sample {
  var reporter = "source"
  var source = "productpage-v1"
  var sourceNamespace = "default"
  var destination = "reviews-v1"
  var destinationNamespace = "default"
  var service = "reviews"
  /// Nil is the destination's namespace.
  var serviceNamespace: String?
  var cluster = "Kubernetes"
  var requestProtocol = "http"
  var code = "200"
  var grpcStatus = ""
  var flags = "-"
  var security: String?
  /// The metric, without `istio_`.
  var metric = "requests_total"
  var value = 0.0
  /// Durations: milliseconds and how often.
  var durations: [Double: Double] = [:]

  private static func app(_ workload: String) -> String {
    guard workload != "unknown", let dash = workload.lastIndex(of: "-") else { return workload }
    return String(workload[..<dash])
  }

  private static func version(_ workload: String) -> String {
    guard let dash = workload.lastIndex(of: "-") else { return "latest" }
    return String(workload[workload.index(after: dash)...])
  }

  /// The label text.
  var labels: String {
    let home = serviceNamespace ?? destinationNamespace
    let host =
      service.contains(".") || service == "unknown" || home == "unknown"
      ? service : "\(service).\(home).svc.cluster.local"
    let pairs: [(String, String)] = [
      ("reporter", reporter), ("source_workload", source), ("source_canonical_service", Self.app(source)),
      ("source_canonical_revision", Self.version(source)),
      ("source_workload_namespace", source == "unknown" ? "unknown" : sourceNamespace),
      ("source_cluster", source == "unknown" ? "unknown" : cluster), ("destination_workload", destination),
      ("destination_workload_namespace", destination == "unknown" ? "unknown" : destinationNamespace),
      ("destination_canonical_service", Self.app(destination)),
      ("destination_canonical_revision", Self.version(destination)), ("destination_service", host),
      ("destination_service_name", service), ("destination_service_namespace", home),
      ("destination_cluster", destination == "unknown" ? "unknown" : cluster), ("request_protocol", requestProtocol),
      ("response_code", code), ("grpc_response_status", grpcStatus), ("response_flags", flags),
      ("connection_security_policy", security ?? (reporter == "source" ? "unknown" : "mutual_tls")),
    ]
    return pairs.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
  }

  static let bounds = [0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, .infinity]

  /// The lines of the sample.
  var text: String {
    var text = "istio_\(metric){\(labels)} \(value)\n"
    guard !durations.isEmpty else { return text }
    let name = "istio_request_duration_milliseconds"
    for bound in Self.bounds {
      let count = durations.reduce(0) { $1.key <= bound ? $0 + $1.value : $0 }
      text += "\(name)_bucket{\(labels),le=\"\(bound == .infinity ? "+Inf" : "\(bound)")\"} \(count)\n"
    }
    text += "\(name)_sum{\(labels)} \(durations.reduce(0) { $0 + $1.key * $1.value })\n"
    text += "\(name)_count{\(labels)} \(durations.reduce(0) { $0 + $1.value })\n"
    return text
  }

  /// The same with another count.
  func counting(_ value: Double) -> Sample {
    var copy = self
    copy.value = value
    return copy
  }
}
