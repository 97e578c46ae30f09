/// An istiod of the mesh.
public struct ControlPlaneInfo: Hashable, Sendable, Codable, Identifiable {
  public var namespace: String
  /// Of the Deployment, such as `istiod-canary`.
  public var name: String
  /// `default` unless it was installed under a name.
  public var revision: String
  /// Of its image, such as `1.26.1`; nil where the image does not tell.
  public var version: String?
  public var replicas: Replicas
  /// The namespace whose objects count for the whole mesh; nil where the mesh's configuration cannot be read.
  public var rootNamespace: String?
  public var trustDomain: String?

  public var id: String { "\(namespace)/\(name)" }

  public init(
    namespace: String, name: String, revision: String = "default", version: String? = nil,
    replicas: Replicas = Replicas(desired: 1, current: 1, available: 1), rootNamespace: String? = nil,
    trustDomain: String? = nil
  ) {
    self.namespace = namespace
    self.name = name
    self.revision = revision
    self.version = version
    self.replicas = replicas
    self.rootNamespace = rootNamespace
    self.trustDomain = trustDomain
  }
}
