import Documents
import Kubernetes
import MeshModel

/// Finds a Prometheus among the services of a cluster.
struct PrometheusFinder: Sendable {
  let client: KubernetesClient
  /// See `ServicePrometheus`.
  var tenant: String?

  /// The services that may be one, the likeliest first.
  ///
  /// Where services of all namespaces may not be listed, those of the usual namespaces are looked at; a namespace that may
  /// not be listed either is left out.
  func candidates() async throws(PollFailure) -> [PrometheusCandidate] {
    do throws(KubernetesError) {
      return PrometheusCandidate.among(try await services(namespace: nil))
    } catch {
      guard error.isForbidden else { throw PollFailure(error) }
    }
    var found: [ServiceRecord] = []
    for namespace in PrometheusCandidate.usualNamespaces + [client.connection.namespace] {
      do throws(KubernetesError) {
        found += try await services(namespace: namespace)
      } catch {
        guard error.isForbidden || error.isNotFound else { throw PollFailure(error) }
      }
    }
    return PrometheusCandidate.among(found)
  }

  private func services(namespace: String?) async throws(KubernetesError) -> [ServiceRecord] {
    try await client.list(.services, namespace: namespace).items.compactMap { ServiceRecord($0) }
  }

  /// The first candidate that answers and has Istio's metrics, else the first that answers.
  func find(query: PrometheusQuery, deadline: Double) async throws(PollFailure) -> any PrometheusWay {
    let candidates = try await candidates()
    guard !candidates.isEmpty else {
      throw PollFailure(
        reason:
          "no service of the cluster is called like a Prometheus, Thanos, Mimir or VictoriaMetrics: say where it is "
          + "with --prometheus URL", isUnresponsive: true)
    }
    var silent: (any PrometheusWay)?
    var failures: [String] = []
    for candidate in candidates.prefix(Self.most) {
      let way = ServicePrometheus(client: client, candidate: candidate, tenant: tenant)
      do throws(PollFailure) {
        let answer = try await PrometheusCall(way: way, deadline: deadline).instant(query.count)
        if !answer.series.isEmpty { return way }
        silent = silent ?? way
      } catch {
        failures.append("\(candidate.place): \(error.reason)")
      }
    }
    if let silent { return silent }
    throw PollFailure(reason: failures.joined(separator: "; "), isUnresponsive: true)
  }

  /// How many candidates are tried.
  private static let most = 6
}
