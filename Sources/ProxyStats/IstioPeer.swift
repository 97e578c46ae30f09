import MeshModel

/// One end of a request as Istio's labels name it. Every value that is missing or empty reads `unknown`.
public struct IstioPeer: Hashable, Sendable {
  public var cluster: String
  public var namespace: String
  public var workload: String
  /// The canonical service, else the app label.
  public var app: String
  /// The canonical revision, else the version label.
  public var version: String
  /// `spiffe://…` of the service account.
  public var principal: String
  /// Whether there is a cluster label at all: one that says `unknown` is a bad sign, none is a choice.
  public var hasClusterLabel: Bool

  public init(
    cluster: String = MeshDefaults.unknown, namespace: String = MeshDefaults.unknown,
    workload: String = MeshDefaults.unknown, app: String = MeshDefaults.unknown,
    version: String = MeshDefaults.unknown, principal: String = MeshDefaults.unknown,
    hasClusterLabel: Bool = true
  ) {
    self.cluster = cluster
    self.namespace = namespace
    self.workload = workload
    self.app = app
    self.version = version
    self.principal = principal
    self.hasClusterLabel = hasClusterLabel
  }
}
