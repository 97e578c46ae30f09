import MeshModel

/// The counters of Envoy itself that `/clusters` does not tell, from a page in Prometheus' text.
///
/// Names differ by the proxy's tag rules. Under Istio's, the cluster is a label: `envoy_cluster_upstream_rq_retry
/// {cluster_name="outbound|9080|v1|reviews.default.svc.cluster.local"}`. Under Envoy's own, the label holds the name up to
/// its first dot and the rest is part of the metric's: `envoy_cluster_default_svc_cluster_local_upstream_rq_retry
/// {envoy_cluster_name="outbound|9080|v1|reviews"}`. So the names of the clusters must be known.
///
/// Requests are told several times over: by code and again by class, and once more in copies for `external`,
/// `internal`, `canary`, `zone` and `retry`. Only the codes of the cluster itself count; classes where there are no codes.
public struct EnvoyCounters: Hashable, Sendable {
  /// By the clusters' names (not the names of their statistics); only those that were used.
  public private(set) var clusters: [String: ClusterCounters] = [:]
  public private(set) var process = ProxyCounters()

  /// Responses by class, until it is known that there are no codes.
  private var classes: [String: [String: Double]] = [:]

  public init() {}

  /// Reads a page. Lines that are not understood are left out. Linear in its length.
  ///
  /// - Parameter known: the clusters of the proxy.
  public init(parsing bytes: [UInt8], clusters known: [ProxyCluster]) {
    let index = ClusterIndex(known)
    bytes.withUnsafeBytes { raw in
      guard var place = raw.baseAddress else { return }
      let end = place + raw.count
      while place < end {
        let newline = Bytes.find(Bytes.newline, from: place, to: end) ?? end
        if let sample = EnvoySample(place, newline) { take(sample, index) }
        place = newline + 1
      }
    }
    for (name, responses) in classes where clusters[name]?.responses.isEmpty ?? true {
      clusters[name, default: ClusterCounters()].responses = responses
    }
    classes = [:]
    for name in clusters.keys { clusters[name]?.openBreakers.sort() }
  }

  private mutating func take(_ sample: EnvoySample, _ index: ClusterIndex) {
    if let name = sample.name.droppingPrefix("cluster_manager_cds_") {
      takeDiscovery("cds", name, sample)
    } else if let name = sample.name.droppingPrefix("listener_manager_lds_") {
      takeDiscovery("lds", name, sample)
    } else if let name = sample.name.droppingPrefix("cluster_") {
      guard let (cluster, counter) = index.find(name, sample) else { return }
      takeCluster(cluster, counter, sample)
    } else if let name = sample.name.droppingPrefix("http_") {
      takeConnectionManager(name, sample)
    } else {
      switch sample.name {
      case "server_uptime": process.uptime = sample.value
      case "server_memory_allocated": process.memory = sample.value
      case "server_total_connections": process.connections = sample.value
      default: break
      }
    }
  }

  private mutating func takeDiscovery(_ kind: String, _ name: Substring, _ sample: EnvoySample) {
    switch name {
    case "update_rejected": process.rejectedUpdates[kind, default: 0] += sample.value
    case "version_text": process.configurationVersions[kind] = sample["text_value"]
    default: break
    }
  }

  private mutating func takeConnectionManager(_ name: Substring, _ sample: EnvoySample) {
    // Between the prefix and the counter stands what is left of the connection manager's name.
    func isAbout(_ counter: String) -> Bool { name == counter || name.hasSuffix("_" + counter) }
    if isAbout("fault_aborts_injected") {
      process.abortsInjected = (process.abortsInjected ?? 0) + sample.value
    } else if isAbout("fault_delays_injected") {
      process.delaysInjected = (process.delaysInjected ?? 0) + sample.value
    } else if isAbout("no_route") {
      process.noRoute = (process.noRoute ?? 0) + sample.value
    } else if isAbout("no_cluster") {
      process.noCluster = (process.noCluster ?? 0) + sample.value
    } else if name == "rq_total", sample["http_conn_manager_prefix"] == "async-client" {
      process.asyncRequests = sample.value
    } else if name.hasSuffix("update_rejected"), name.contains("rds_") {
      process.rejectedUpdates["rds", default: 0] += sample.value
    } else if name.hasSuffix("version_text"), name.contains("rds_"), let version = sample["text_value"] {
      process.configurationVersions["rds"] = version
    }
  }

  private mutating func takeCluster(_ cluster: String, _ counter: Substring, _ sample: EnvoySample) {
    var counters = clusters[cluster] ?? ClusterCounters()
    switch counter {
    case "upstream_rq":
      if let code = sample["response_code"] {
        counters.responses[code] = sample.value
      } else if let name = sample["response_code_class"] {
        classes[cluster, default: [:]][name] = sample.value
      }
    case "upstream_rq_xx":
      if let name = sample["response_code_class"] { classes[cluster, default: [:]][name + "xx"] = sample.value }
    case "update_rejected":
      process.rejectedUpdates["eds", default: 0] += sample.value
      return
    case "circuit_breakers_default_cx_open": counters.open("connections", sample.value)
    case "circuit_breakers_default_cx_pool_open": counters.open("connection pools", sample.value)
    case "circuit_breakers_default_rq_open": counters.open("requests", sample.value)
    case "circuit_breakers_default_rq_pending_open": counters.open("pending requests", sample.value)
    case "circuit_breakers_default_rq_retry_open": counters.open("retries", sample.value)
    default:
      guard let path = Self.counters[String(counter)] else { return }
      counters[keyPath: path] = sample.value
    }
    clusters[cluster] = counters
  }

  private static let counters: [String: WritableKeyPath<ClusterCounters, Double> & Sendable] = [
    "upstream_rq_total": \.attempts, "upstream_rq_retry": \.retries,
    "upstream_rq_retry_limit_exceeded": \.retryLimitExceeded, "upstream_rq_retry_overflow": \.retryOverflow,
    "upstream_rq_pending_overflow": \.pendingOverflow, "upstream_rq_active_overflow": \.activeOverflow,
    "upstream_rq_timeout": \.timeouts, "upstream_rq_per_try_timeout": \.perTryTimeouts,
    "upstream_cx_none_healthy": \.noneHealthy, "upstream_cx_overflow": \.connectionOverflow,
    "outlier_detection_ejections_active": \.ejectionsActive,
    "outlier_detection_ejections_enforced_total": \.ejectionsTotal,
  ]

  /// The names without their cluster that `ClusterIndex` may end at.
  static func isKnown(_ counter: Substring) -> Bool {
    switch counter {
    case "upstream_rq", "upstream_rq_xx", "update_rejected": true
    default: counter.hasPrefix("circuit_breakers_default_") || counters[String(counter)] != nil
    }
  }
}

extension ClusterCounters {
  /// Notes a breaker's gauge.
  fileprivate mutating func open(_ limit: String, _ value: Double) {
    if value > 0 { openBreakers.append(limit) }
  }
}

extension String {
  fileprivate func droppingPrefix(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
