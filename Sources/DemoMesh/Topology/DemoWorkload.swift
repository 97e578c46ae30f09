import MeshModel

/// A Deployment of the demo and what its application does.
public struct DemoWorkload: Hashable, Sendable, Identifiable {
  public let id: WorkloadID
  /// The labels of the pod template.
  public var labels: [String: String]
  public var serviceAccount: String
  public var replicas: Int
  /// The port that the application listens on.
  public var port: Int
  public var behaviour: WorkloadBehaviour

  public init(
    id: WorkloadID, labels: [String: String], serviceAccount: String, replicas: Int = 1, port: Int,
    behaviour: WorkloadBehaviour
  ) {
    self.id = id
    self.labels = labels
    self.serviceAccount = serviceAccount
    self.replicas = replicas
    self.port = port
    self.behaviour = behaviour
  }

  public var name: String { id.name }
  public var namespace: String { id.namespace }
  /// The `app` label.
  public var app: String? { labels["app"] }
  /// The `version` label.
  public var version: String? { labels["version"] }
}
