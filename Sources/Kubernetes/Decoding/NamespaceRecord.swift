import Documents
import MeshModel

/// What is kept of a Namespace.
public struct NamespaceRecord: Sendable, Hashable {
  public var info: NamespaceInfo

  /// Reads a Namespace; nil without a name.
  public init?(_ namespace: JSONValue) {
    guard let key = ObjectKey(namespace) else { return nil }
    let labels = namespace["metadata"]?["labels"]?.stringMap ?? [:]
    let revision = labels["istio.io/rev"]
    // The older label wins over the revision's, as in the webhooks' selectors.
    let injects = labels["istio-injection"].map { $0 == "enabled" } ?? (revision != nil)
    info = NamespaceInfo(
      name: key.name, injects: injects, revision: revision,
      isAmbient: labels["istio.io/dataplane-mode"] == "ambient",
      waypoint: labels["istio.io/use-waypoint"].flatMap { $0 == "none" ? nil : $0 })
    info.waypointNamespace = info.waypoint == nil ? nil : labels["istio.io/use-waypoint-namespace"]
  }
}
