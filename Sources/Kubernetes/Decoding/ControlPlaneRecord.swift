import Documents
import MeshModel

/// An istiod Deployment.
public struct ControlPlaneRecord: Sendable, Hashable {
  /// Which Deployments are one.
  public static let selector = ListSelector(labels: "app=istiod")

  public var info: ControlPlaneInfo

  /// Reads a Deployment; nil unless it is labelled as istiod.
  public init?(_ deployment: JSONValue) {
    guard let key = ObjectKey(deployment), let controller = ControllerRecord(deployment) else { return nil }
    let labels = deployment["metadata"]?["labels"]?.stringMap ?? [:]
    guard (labels["app"] ?? controller.templateLabels["app"]) == "istiod" else { return nil }
    let containers = deployment["spec"]?["template"]?["spec"]?["containers"]?.array ?? []
    let container = containers.first { $0["name"]?.string == "discovery" } ?? containers.first
    info = ControlPlaneInfo(
      namespace: key.namespace, name: key.name,
      revision: labels["istio.io/rev"] ?? controller.templateLabels["istio.io/rev"] ?? "default",
      version: ImageVersion.of(container?["image"]?.string ?? ""), replicas: controller.replicas)
  }
}
