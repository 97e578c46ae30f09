import MeshModel

/// Kiali's rules for which node a flow begins, passes and ends at.
struct NodeRules: Sendable {
  /// Envoy's clusters for what the registry does not know.
  static let egressNames: Set<String> = ["PassthroughCluster", "BlackHoleCluster"]
  /// Names that stand where a service's would, without being one.
  static let noService: Set<String> = egressNames.union([
    "InboundPassthroughCluster", "InboundPassthroughClusterIpv4", "InboundPassthroughClusterIpv6",
  ])

  let graphType: GraphType
  /// Hosts of ServiceEntries.
  let externalHosts: Set<String>

  /// The nodes of one flow.
  struct Way: Sendable {
    var source: NodeIdentity
    /// Between the two, where services are shown and the request reached a workload of one.
    var service: NodeIdentity?
    var destination: NodeIdentity
  }

  func way(of key: FlowKey, withService: Bool) -> Way {
    let source = source(key)
    let destination = destination(key)
    var service: NodeIdentity?
    let isService = destination.kind == .service || destination.kind == .serviceEntry
    if withService, !isService, destination.kind != .unknown, key.serviceName.isKnown,
      !Self.noService.contains(key.serviceName)
    {
      service = serviceNode(key)
    }
    return Way(source: source, service: service, destination: destination)
  }

  func source(_ key: FlowKey) -> NodeIdentity {
    let end = key.source
    if !end.namespace.isKnown && !end.workload.isKnown && !end.app.isKnown {
      return NodeIdentity(
        id: NodeID("\(end.cluster)_unknown_source"), kind: .unknown, cluster: end.cluster, namespace: end.namespace)
    }
    return workloadNode(end)
      ?? NodeIdentity(
        id: NodeID("svc_\(end.cluster)_\(end.namespace)_\(MeshDefaults.unknown)"), kind: .unknown,
        cluster: end.cluster, namespace: end.namespace)
  }

  func destination(_ key: FlowKey) -> NodeIdentity {
    var end = key.destination
    if !end.namespace.isKnown { end.namespace = key.serviceNamespace }
    if let node = workloadNode(end) { return node }
    if key.serviceName.isKnown { return serviceNode(key) }
    return NodeIdentity(
      id: NodeID("svc_\(end.cluster)_\(end.namespace)_\(MeshDefaults.unknown)"), kind: .unknown, cluster: end.cluster,
      namespace: end.namespace)
  }

  private func serviceNode(_ key: FlowKey) -> NodeIdentity {
    let cluster = key.destination.cluster
    let namespace = key.serviceNamespace
    if externalHosts.contains(key.service) {
      return NodeIdentity(
        id: NodeID("se_\(cluster)_\(namespace)_\(key.service)"), kind: .serviceEntry, cluster: cluster,
        namespace: namespace, service: key.service)
    }
    return NodeIdentity(
      id: NodeID("svc_\(cluster)_\(namespace)_\(key.serviceName)"), kind: .service, cluster: cluster,
      namespace: namespace, service: key.serviceName, isEgress: Self.egressNames.contains(key.serviceName))
  }

  /// The node of a workload or app by the type of the graph; nil where neither is known.
  func workloadNode(_ end: FlowKey.End) -> NodeIdentity? {
    let place = "\(end.cluster)_\(end.namespace)"
    let version = end.version.isKnownVersion ? end.version : nil
    func byWorkload() -> NodeIdentity? {
      guard end.workload.isKnown else { return nil }
      return NodeIdentity(
        id: NodeID("wl_\(place)_\(end.workload)"), kind: .workload, cluster: end.cluster, namespace: end.namespace,
        workload: end.workload, app: end.app.known, version: version)
    }
    func byApp(_ id: String, version: String?, workload: String? = nil) -> NodeIdentity {
      NodeIdentity(
        id: NodeID(id), kind: .app, cluster: end.cluster, namespace: end.namespace, workload: workload, app: end.app,
        version: version)
    }
    switch graphType {
    case .workload, .service:
      return byWorkload()
    case .app:
      return end.app.isKnown ? byApp("app_\(place)_\(end.app)", version: nil) : byWorkload()
    case .versionedApp:
      guard end.app.isKnown else { return byWorkload() }
      if end.workload.isKnown {
        return byApp("vapp_\(place)_\(end.workload)", version: version, workload: end.workload)
      }
      if let version { return byApp("vapp_\(place)_\(end.app)_\(version)", version: version) }
      return byApp("app_\(place)_\(end.app)", version: nil)
    }
  }
}
