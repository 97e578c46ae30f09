/// What a namespace's labels and policies say of its part in the mesh.
public struct NamespaceInfo: Hashable, Sendable, Codable, Identifiable {
  public var name: String
  /// Pods get a sidecar when they are made.
  public var injects: Bool
  /// The revision or tag of Istio that the namespace asks for; nil where it names none.
  public var revision: String?
  /// Its pods' connections are carried by ztunnel.
  public var isAmbient: Bool
  /// The waypoint that its services use.
  public var waypoint: String?
  /// Where that waypoint is, if not in the namespace itself.
  public var waypointNamespace: String?
  /// What its workloads accept unless a policy of their own says otherwise; nil where policies cannot be read.
  public var mutualTLS: MutualTLS?

  public var id: String { name }

  public init(
    name: String, injects: Bool = false, revision: String? = nil, isAmbient: Bool = false, waypoint: String? = nil,
    mutualTLS: MutualTLS? = nil
  ) {
    self.name = name
    self.injects = injects
    self.revision = revision
    self.isAmbient = isAmbient
    self.waypoint = waypoint
    self.mutualTLS = mutualTLS
  }

  /// How its pods come into the mesh, in a word.
  public var mode: String { isAmbient ? "ambient" : injects ? "sidecar" : "none" }
}
