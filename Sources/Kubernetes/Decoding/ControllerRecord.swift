import Documents
import MeshModel

/// What is kept of a Deployment, ReplicaSet, StatefulSet or DaemonSet.
public struct ControllerRecord: Sendable, Hashable {
  public var kind: String
  public var namespace: String
  public var name: String
  public var owner: OwnerReference?
  /// The labels of the pod template.
  public var templateLabels: [String: String]
  public var serviceAccount: String
  public var replicas: Replicas

  public var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }

  /// Reads a controller of one of the four kinds; nil without kind or name.
  public init?(_ object: JSONValue) {
    guard let key = ObjectKey(object), let kind = object["kind"]?.string else { return nil }
    let status = object["status"]
    let template = object["spec"]?["template"]
    self.kind = kind
    namespace = key.namespace
    name = key.name
    owner = OwnerReference(controllerOf: object)
    templateLabels = template?["metadata"]?["labels"]?.stringMap ?? [:]
    serviceAccount = template?["spec"]?["serviceAccountName"]?.string ?? "default"
    if kind == "DaemonSet" {
      replicas = Replicas(
        desired: status?["desiredNumberScheduled"]?.int ?? 0, current: status?["currentNumberScheduled"]?.int ?? 0,
        available: status?["numberAvailable"]?.int ?? 0)
    } else {
      // The API server fills in spec.replicas; status fields of zero are left out.
      replicas = Replicas(
        desired: object["spec"]?["replicas"]?.int ?? 1, current: status?["replicas"]?.int ?? 0,
        available: status?["availableReplicas"]?.int ?? status?["readyReplicas"]?.int ?? 0)
    }
  }
}
