import Kubernetes

/// A way to a server that speaks Prometheus' query API.
public protocol PrometheusWay: Sendable {
  /// What people call it: `namespace/service:port`, or a URL without credentials.
  var place: String { get }

  /// Posts a form to a path below the API, such as `/api/v1/query`, and gives the body of the answer.
  func post(
    _ path: String, form: [(name: String, value: String)], deadline: Double
  ) async throws(KubernetesError) -> [UInt8]

  /// Ends the connections that are its own.
  func shutdown() async
}
