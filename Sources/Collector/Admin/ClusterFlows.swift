import MeshModel

/// From outcomes by cluster and host to flows between workloads.
struct ClusterFlows: Sendable {
  var addresses: AddressBook
  /// The cluster that the mesh is in, in the sense of Kubernetes.
  var home: String

  /// Istio's clusters that are no service's.
  private static let internals: Set<String> = [
    "agent", "prometheus_stats", "sds-grpc", "xds-grpc", "zipkin", "InboundPassthroughCluster",
    "InboundPassthroughClusterIpv4", "InboundPassthroughClusterIpv6",
  ]

  /// Whether requests to a cluster are calls of another service.
  static func isCall(_ name: ClusterName) -> Bool { name.direction != .inbound && !internals.contains(name.text) }

  /// The flow that an outcome is of; nil if it is no call.
  func key(of outcome: ClusterOutcome, from source: FlowKey.End) -> FlowKey? {
    let name = ClusterName(outcome.cluster)
    guard Self.isCall(name) else { return nil }
    let owner = addresses.owner(of: outcome.host)
    let unknown = MeshDefaults.unknown
    var end =
      owner ?? FlowKey.End(cluster: home, namespace: unknown, workload: unknown, app: unknown, version: unknown)
    var service = (name: name.host, namespace: owner?.namespace ?? source.namespace)
    if let named = name.service {
      service = named
      if owner == nil, !outcome.host.isEmpty, let subset = name.subset {
        // All that is known of the host is the subset that it was chosen from.
        end.namespace = named.namespace
        end.app = named.name
        end.version = subset
      }
    } else if name.direction != nil, owner == nil {
      service.namespace = unknown
    }
    return FlowKey(
      source: source, destination: end, service: name.host, serviceName: service.name,
      serviceNamespace: service.namespace, protocol: .http, code: outcome.code, flags: outcome.flags)
  }
}
