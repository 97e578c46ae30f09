/// A node of the traffic graph.
public struct MeshNode: Hashable, Sendable, Codable, Identifiable {
  public let id: NodeID
  public var kind: NodeKind
  public var cluster: String
  /// The workload's namespace if known, else the service's.
  public var namespace: String
  public var workload: String?
  public var app: String?
  /// The canonical revision; nil where unknown or `latest`.
  public var version: String?
  public var service: String?
  /// Has outgoing and no incoming edges: traffic enters the picture here.
  public var isRoot: Bool
  /// Its namespace was not asked for.
  public var isOutside: Bool
  public var health: Health
  public var badges: [Badge]
  public var replicas: Replicas?
  /// Traffic into the node, without double counting.
  public var inbound: RequestTotals
  public var outbound: RequestTotals
  /// Merged latency of the inbound requests.
  public var latency: Latency?
  /// Of its edges; see `MeshEdge.asOf`.
  public var asOf: Double?

  public init(
    id: NodeID, kind: NodeKind, cluster: String = MeshDefaults.cluster, namespace: String, workload: String? = nil,
    app: String? = nil, version: String? = nil, service: String? = nil, isRoot: Bool = false, isOutside: Bool = false,
    health: Health = Health(.na), badges: [Badge] = [], replicas: Replicas? = nil,
    inbound: RequestTotals = RequestTotals(), outbound: RequestTotals = RequestTotals(), latency: Latency? = nil
  ) {
    self.id = id
    self.kind = kind
    self.cluster = cluster
    self.namespace = namespace
    self.workload = workload
    self.app = app
    self.version = version
    self.service = service
    self.isRoot = isRoot
    self.isOutside = isOutside
    self.health = health
    self.badges = badges
    self.replicas = replicas
    self.inbound = inbound
    self.outbound = outbound
    self.latency = latency
  }

  /// The name an operator knows it by: service, else app, else workload.
  public var name: String {
    switch kind {
    case .service, .serviceEntry: service ?? MeshDefaults.unknown
    case .app: app ?? workload ?? MeshDefaults.unknown
    case .workload: workload ?? app ?? MeshDefaults.unknown
    case .unknown: MeshDefaults.unknown
    }
  }
}
