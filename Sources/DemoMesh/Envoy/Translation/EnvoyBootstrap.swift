import Documents
import MeshModel

/// The file that a proxy starts with: who it is, its admin interface, and where its configuration comes from.
enum EnvoyBootstrap {
  /// The bootstrap document.
  ///
  /// - Parameters:
  ///   - xdsPort: of the control plane, on 127.0.0.1.
  ///   - identity: nil for a proxy without certificates; then its resources must not ask for any
  ///     (`EnvoyTranslationOptions.isMutualTLS`).
  static func document(for node: EnvoyNode, xdsPort: Int, identity: EnvoyIdentityFiles?) -> JSONValue {
    let address = node.pod.ip
    let admin = EnvoyJSON.address(address, EnvoyPorts.admin)
    return EnvoyJSON.fields([
      "node": self.node(node),
      "admin": ["address": admin],
      "dynamic_resources": ["lds_config": EnvoyJSON.controlPlane, "cds_config": EnvoyJSON.controlPlane],
      "static_resources": EnvoyJSON.fields([
        "listeners": [statsListener(address)],
        "clusters": [cluster("prometheus_stats", admin), cluster("xds", EnvoyJSON.address("127.0.0.1", xdsPort))],
        "secrets": identity.map(secrets),
      ]),
      "stats_config": ["use_all_default_tags": false, "stats_tags": statsTags],
      // Histograms show what was recorded up to the last flush.
      "stats_flush_interval": "1s",
    ])
  }

  private static func node(_ node: EnvoyNode) -> JSONValue {
    let identity = WorkloadIdentity(node.workload, podLabels: node.labels)
    let owner = "kubernetes://apis/apps/v1/namespaces/\(node.namespace)/deployments/\(node.workload.id.name)"
    return EnvoyJSON.fields([
      "id": .string(node.id), "cluster": .string("\(identity.canonicalService).\(node.namespace)"),
      "locality": EnvoyLocality(labels: node.labels)?.json,
      "metadata": [
        "NAME": .string(node.pod.name), "NAMESPACE": .string(node.namespace),
        "CLUSTER_ID": .string(node.workload.id.cluster), "MESH_ID": .string(MeshDefaults.domain),
        "INSTANCE_IPS": .string(node.pod.ip), "WORKLOAD_NAME": .string(node.workload.id.name),
        "SERVICE_ACCOUNT": .string(node.workload.serviceAccount), "OWNER": .string(owner),
        "LABELS": JSONValue(node.labels),
      ],
    ])
  }

  private static func cluster(_ name: String, _ address: JSONValue) -> JSONValue {
    [
      "name": .string(name), "alt_stat_name": .string("\(name);"), "type": "STATIC", "connect_timeout": "1s",
      "load_assignment": [
        "cluster_name": .string(name), "endpoints": [["lb_endpoints": [["endpoint": ["address": address]]]]],
      ],
    ]
  }

  private static func secrets(_ files: EnvoyIdentityFiles) -> JSONValue {
    [
      [
        "name": .string(EnvoyTLS.identitySecret),
        "tls_certificate": [
          "certificate_chain": ["filename": .string(files.certificateChain)],
          "private_key": ["filename": .string(files.privateKey)],
        ],
      ],
      [
        "name": .string(EnvoyTLS.rootSecret),
        "validation_context": ["trusted_ca": ["filename": .string(files.root)]],
      ],
    ]
  }

  /// Serves the metrics to whoever may reach the pod; nothing else of the admin interface.
  private static func statsListener(_ address: String) -> JSONValue {
    let host: JSONValue = [
      "name": "backend", "domains": ["*"],
      "routes": [["match": ["prefix": "/stats/prometheus"], "route": ["cluster": "prometheus_stats"]]],
    ]
    let manager = EnvoyJSON.named(
      "envoy.filters.network.http_connection_manager",
      EnvoyJSON.message(
        "extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        [
          "stat_prefix": "stats;", "route_config": ["virtual_hosts": [host]],
          "http_filters": [
            EnvoyJSON.named(
              "envoy.filters.http.router", EnvoyJSON.message("extensions.filters.http.router.v3.Router"))
          ],
        ]))
    return [
      "name": "stats", "address": EnvoyJSON.address(address, EnvoyPorts.stats),
      "filter_chains": [["filters": [manager]]],
    ]
  }

  /// What Istio makes labels of: names end at the delimiter `;`.
  private static let statsTags: JSONValue = {
    let rules: [(name: String, pattern: String)] = [
      ("cluster_name", #"^cluster\.((.+?);\.)"#), ("http_conn_manager_prefix", #"^http\.((.+?);\.)"#),
      ("tcp_prefix", #"^tcp\.((.+?);\.)"#), ("listener_address", #"^listener\.(([0-9.]+_[0-9]+)\.)"#),
      ("response_code", #"_rq(_(\d{3}))$"#), ("response_code_class", #"_rq(_(\dxx))$"#),
    ]
    return .array(rules.map { ["tag_name": .string($0.name), "regex": .string($0.pattern)] })
  }()
}
