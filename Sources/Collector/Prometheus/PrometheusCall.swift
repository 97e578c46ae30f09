import Kubernetes

/// One question to a Prometheus.
struct PrometheusCall: Sendable {
  let way: any PrometheusWay
  /// Seconds until the last byte must have come.
  let deadline: Double

  /// What some stores want to be told, and the others do not mind: of Thanos, an answer with a warning where a part of it
  /// cannot be reached, and no series twice; of VictoriaMetrics, the present instead of half a minute ago.
  static let dialects: [(name: String, value: String)] = [
    ("partial_response", "true"), ("dedup", "true"), ("latency_offset", "1ms"),
  ]

  /// The answer at the store's own present.
  func instant(_ query: String) async throws(PollFailure) -> PrometheusAnswer {
    try await ask("/api/v1/query", [("query", query)])
  }

  /// The answers at even steps, in seconds since 1970.
  func range(_ query: String, from: Double, to: Double, step: Double) async throws(PollFailure) -> PrometheusAnswer {
    try await ask(
      "/api/v1/query_range",
      [("query", query), ("start", "\(from)"), ("end", "\(to)"), ("step", PrometheusQuery.duration(step))])
  }

  private func ask(
    _ path: String, _ form: [(name: String, value: String)]
  ) async throws(PollFailure) -> PrometheusAnswer {
    let body: [UInt8]
    do throws(KubernetesError) {
      // A store that is slow gives up by itself, rather than work for nobody.
      body = try await way.post(
        path, form: form + Self.dialects + [("timeout", PrometheusQuery.duration(deadline))], deadline: deadline)
    } catch {
      throw PrometheusTrouble.failure(error)
    }
    do throws(PrometheusAnswer.Fault) {
      return try PrometheusAnswer(parsing: body)
    } catch {
      throw PrometheusTrouble.failure(error)
    }
  }
}
