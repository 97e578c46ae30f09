import Kubernetes

/// A Prometheus at a URL.
public struct DirectPrometheus: PrometheusWay {
  private let client: ServerClient

  public init(_ client: ServerClient) { self.client = client }

  public var place: String { client.access.server.description }

  public func post(
    _ path: String, form: [(name: String, value: String)], deadline: Double
  ) async throws(KubernetesError) -> [UInt8] {
    try await client.post(
      path, form: form, deadline: .milliseconds(Int64(deadline * 1_000)), maxBytes: PrometheusStore.maxBytes)
  }

  public func shutdown() async { await client.shutdown() }
}
