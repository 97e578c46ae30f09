import MeshModel

/// A proxy that can be asked for its stats.
public struct ProxyTarget: Sendable, Hashable, Identifiable {
  /// How to reach it.
  public enum Address: Sendable, Hashable {
    /// A pod, through the API server or at its own address.
    case pod(namespace: String, name: String, ip: String)
    /// A stats page of its own.
    case url(String)
  }

  /// `namespace/pod`, or the URL.
  public let id: String
  public var namespace: String
  public var pod: String
  public var workload: String?
  public var address: Address
  /// The base of the admin interface, where it has an address of its own.
  public var admin: String?
  /// Labels of the workload, where nobody else knows them.
  public var labels: [String: String]
  /// Nil where nobody says.
  public var kind: ProxyKind?

  public init(
    id: String, namespace: String, pod: String, workload: String? = nil, address: Address, admin: String? = nil,
    labels: [String: String] = [:], kind: ProxyKind? = nil
  ) {
    self.id = id
    self.namespace = namespace
    self.pod = pod
    self.workload = workload
    self.address = address
    self.admin = admin
    self.labels = labels
    self.kind = kind
  }
}
