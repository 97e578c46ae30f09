import Kubernetes

/// A Prometheus that is a service of the cluster, through the API server's proxy of services.
struct ServicePrometheus: PrometheusWay {
  let client: KubernetesClient
  let candidate: PrometheusCandidate
  /// Whose series are asked for, where several share the store.
  var tenant: String?

  var place: String { candidate.place }

  func post(
    _ path: String, form: [(name: String, value: String)], deadline: Double
  ) async throws(KubernetesError) -> [UInt8] {
    let target = ServiceTarget(
      namespace: candidate.namespace, name: candidate.service, port: String(candidate.port), isTLS: candidate.isTLS)
    return try await client.servicePost(
      target, path: candidate.prefix + path, form: form,
      headers: tenant.map { [(PrometheusStore.tenantHeader, Secret($0))] } ?? [],
      deadline: .milliseconds(Int64(deadline * 1_000)),
      maxBytes: PrometheusStore.maxBytes)
  }

  /// The client belongs to who made it.
  func shutdown() async {}
}
