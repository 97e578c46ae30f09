/// Pages as a default sidecar prints them.
enum SamplePage {
  /// Istio's 25 labels in Istio's order.
  static func labels(
    reporter: String = "source", source: String = "productpage-v1", destination: String = "reviews-v1",
    service: String = "reviews", code: String = "200", flags: String = "-", protocol name: String = "http"
  ) -> String {
    let app = source.split(separator: "-").first.map(String.init) ?? source
    let pairs: [(String, String)] = [
      ("reporter", reporter), ("source_workload", source), ("source_canonical_service", app),
      ("source_canonical_revision", "v1"), ("source_workload_namespace", "default"),
      ("source_principal", "spiffe://cluster.local/ns/default/sa/\(app)"), ("source_app", app),
      ("source_version", "v1"), ("source_cluster", "Kubernetes"), ("destination_workload", destination),
      ("destination_workload_namespace", "default"),
      ("destination_principal", "spiffe://cluster.local/ns/default/sa/\(service)"), ("destination_app", service),
      ("destination_version", "v1"), ("destination_service", "\(service).default.svc.cluster.local"),
      ("destination_canonical_service", service), ("destination_canonical_revision", "v1"),
      ("destination_service_name", service), ("destination_service_namespace", "default"),
      ("destination_cluster", "Kubernetes"), ("request_protocol", name), ("response_code", code),
      ("grpc_response_status", ""), ("response_flags", flags), ("connection_security_policy", "unknown"),
    ]
    return pairs.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
  }

  static let bounds = [
    "0.5", "1", "5", "10", "25", "50", "100", "250", "500", "1000", "2500", "5000", "10000", "30000", "60000",
    "300000", "600000", "1800000", "3600000", "+Inf",
  ]

  /// A counter and a histogram for each label text.
  static func page(_ labels: [String], count: Int, prefix: String = "") -> String {
    var text = "# TYPE \(prefix)istio_requests_total counter\n"
    for label in labels { text += "\(prefix)istio_requests_total{\(label)} \(count)\n" }
    text += "# TYPE \(prefix)istio_request_duration_milliseconds histogram\n"
    for label in labels {
      let name = "\(prefix)istio_request_duration_milliseconds"
      for (index, bound) in bounds.enumerated() {
        text += "\(name)_bucket{\(label),le=\"\(bound)\"} \(min(count, count * index / 5))\n"
      }
      text += "\(name)_sum{\(label)} \(count * 7).5\n\(name)_count{\(label)} \(count)\n"
    }
    return text
  }
}
