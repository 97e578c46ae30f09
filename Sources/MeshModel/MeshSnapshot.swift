/// Everything that one look at the mesh saw: immutable once built, and all that screens and reports draw from.
public struct MeshSnapshot: Sendable {
  /// The end of the window, in seconds since 1970.
  public var timestamp: Double
  /// The length in seconds that the rates cover: the wanted window, or less while the history is younger.
  public var windowSeconds: Double
  public var graphType: GraphType
  /// Sorted by id.
  public var nodes: [MeshNode]
  /// Sorted by id.
  public var edges: [MeshEdge]
  public var services: [ServiceInfo]
  public var workloads: [WorkloadInfo]
  public var proxies: [ProxyStatus]
  public var notices: [Notice]
  /// Newest last, one point a poll with what came since the poll before, whatever the window: the sum of the points'
  /// amounts is the number of requests in the time that they cover. Points far back are joined, several polls to one. The
  /// requests that a proxy saw while it did not answer for more than two polls are left out.
  public var nodeHistory: [NodeID: [TrafficPoint]]
  /// Likewise, of edges.
  public var edgeHistory: [EdgeID: [TrafficPoint]]
  /// Why the control plane does not tell; nil when all is well.
  public var controlPlaneProblem: ControlPlaneProblem?
  /// Sorted by name; those that are looked at, where namespaces can be read.
  public var namespaces: [NamespaceInfo] = []
  /// Every istiod that can be seen, sorted by id.
  public var controlPlanes: [ControlPlaneInfo] = []
  /// Set where the traffic is read from a store of metrics instead of the proxies.
  public var store: MetricsStoreStatus?

  public init(
    timestamp: Double, windowSeconds: Double, graphType: GraphType = .versionedApp, nodes: [MeshNode] = [],
    edges: [MeshEdge] = [], services: [ServiceInfo] = [], workloads: [WorkloadInfo] = [], proxies: [ProxyStatus] = [],
    notices: [Notice] = [], nodeHistory: [NodeID: [TrafficPoint]] = [:], edgeHistory: [EdgeID: [TrafficPoint]] = [:],
    controlPlaneProblem: ControlPlaneProblem? = nil, store: MetricsStoreStatus? = nil
  ) {
    self.timestamp = timestamp
    self.windowSeconds = windowSeconds
    self.graphType = graphType
    self.nodes = nodes
    self.edges = edges
    self.services = services
    self.workloads = workloads
    self.proxies = proxies
    self.notices = notices
    self.nodeHistory = nodeHistory
    self.edgeHistory = edgeHistory
    self.controlPlaneProblem = controlPlaneProblem
    self.store = store
  }

  /// What the traffic is read from, where that is not, or not only, the `istio_*` of the proxies; nil otherwise.
  public var sourceWords: String? {
    if let store { return store.name }
    guard proxies.contains(where: { $0.source == .clusters }) else { return nil }
    let others = proxies.contains { $0.source == .istio }
    return others ? "istio_*, clusters" : TrafficSource.clusters.words
  }
}
