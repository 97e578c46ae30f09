/// A series of `istio_requests_total`.
protocol RequestRow {
  var labels: [String: String] { get }
  var count: Int { get }
}

extension Array where Element: RequestRow {
  /// The series of requests to a service, by its short name or, where no host was chosen, by the Host header.
  func rows(_ reporter: String, to service: String, _ labels: [String: String] = [:]) -> [Element] {
    filter { row in
      row.labels["reporter"] == reporter
        && (row.labels["destination_service_name"] == service || row.labels["destination_service"] == service)
        && labels.allSatisfy { row.labels[$0.key] == $0.value }
    }
  }

  /// Requests to a service that a reporter counted.
  func count(_ reporter: String, to service: String, _ labels: [String: String] = [:]) -> Int {
    rows(reporter, to: service, labels).reduce(0) { $0 + $1.count }
  }

  /// Requests to a service by one label's value.
  func counts(_ reporter: String, to service: String, by label: String) -> [String: Int] {
    rows(reporter, to: service).reduce(into: [:]) { $0[$1.labels[label] ?? "", default: 0] += $1.count }
  }
}
