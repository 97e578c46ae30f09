import Kubernetes

/// A service of a cluster that may be a Prometheus, or something that speaks its API, by its name and ports.
struct PrometheusCandidate: Sendable, Hashable {
  var namespace: String
  var service: String
  var port: Int
  var isTLS = false
  /// What stands before `/api/v1`.
  var prefix = ""
  /// Smaller is likelier.
  var rank: Int

  var place: String { "\(namespace)/\(service):\(port)\(prefix)" }

  /// What a service would be by its name.
  private struct Kind {
    /// The name, or a part of it at the beginning or the end.
    var names: [String]
    var ports: [Int]
    var prefix = ""
  }

  /// Istio's own sample, the operator and the usual charts; then those that gather several.
  private static let kinds: [Kind] = [
    Kind(names: ["prometheus"], ports: [9090, 80]),
    Kind(
      names: [
        "prometheus-server", "prometheus-k8s", "kube-prometheus-stack-prometheus", "kube-prometheus-prometheus",
        "prometheus-kube-prometheus-prometheus", "prometheus-prometheus", "prometheus-service", "prometheus-operated",
      ], ports: [9090, 80]),
    Kind(
      names: ["thanos-query-frontend", "thanos-query", "thanos-querier", "query-frontend"],
      ports: [9090, 10902, 9091, 9092, 80]),
    Kind(
      names: ["mimir-gateway", "mimir-nginx", "mimir-query-frontend", "mimir"], ports: [80, 8080],
      prefix: "/prometheus"),
    Kind(
      names: ["vmsingle", "victoria-metrics-single-server", "victoria-metrics", "victoriametrics"],
      ports: [8428, 8429]),
    Kind(names: ["vmselect"], ports: [8481], prefix: "/select/0/prometheus"),
    Kind(
      names: ["cortex-nginx", "cortex-query-frontend", "cortex-gateway"], ports: [80, 8080], prefix: "/prometheus"),
  ]

  /// Where Prometheus is usually installed, the likeliest first.
  static let usualNamespaces = [
    "istio-system", "monitoring", "prometheus", "observability", "kube-prometheus-stack", "openshift-monitoring",
    "metrics", "thanos", "mimir", "victoria-metrics", "kube-system",
  ]

  /// Nil for a service that is something else.
  init?(_ service: ServiceRecord) {
    guard service.type != "ExternalName",
      let (index, kind) = Self.kinds.enumerated().first(where: { $1.names.contains { Self.fits(service.name, $0) } }),
      let port = kind.ports.lazy.compactMap({ wanted in service.ports.first { $0.number == wanted } }).first
        ?? service.ports.first(where: { Self.portNames.contains($0.name) })
    else { return nil }
    namespace = service.namespace
    self.service = service.name
    self.port = port.number
    isTLS = port.name.hasPrefix("https") || port.appProtocol?.lowercased() == "https" || port.name == "web-tls"
    prefix = kind.prefix
    let place = Self.usualNamespaces.firstIndex(of: service.namespace) ?? Self.usualNamespaces.count
    rank = place * Self.kinds.count + index
  }

  private static let portNames: Set<String> = [
    "http-web", "web", "http", "http-prometheus", "http-metrics", "https-web",
  ]

  /// Charts put the release's name in front, and operators a name behind.
  private static func fits(_ name: String, _ wanted: String) -> Bool {
    if name == wanted { return true }
    guard wanted != "prometheus" else { return false }
    return name.hasSuffix("-" + wanted) || (wanted.hasPrefix("vm") && name.hasPrefix(wanted + "-"))
  }

  /// The candidates among services, the likeliest first.
  static func among(_ services: [ServiceRecord]) -> [PrometheusCandidate] {
    services.compactMap { PrometheusCandidate($0) }.sorted {
      ($0.rank, $0.namespace, $0.service) < ($1.rank, $1.namespace, $1.service)
    }
  }
}
