/// Who asks, and what they may do.
struct APIUser: Sendable, Hashable {
  var name: String
  var groups: [String]
  /// May read everything but secrets, and nothing else.
  var isViewer: Bool

  static let admin = APIUser(
    name: "kubernetes-admin", groups: ["system:masters", "system:authenticated"], isViewer: false)
  static let viewer = APIUser(name: "demo-viewer", groups: ["system:authenticated"], isViewer: true)

  /// Whether the rules let this user do it. A viewer also reads through the pods' proxy and asks about its own rights.
  func may(_ verb: String, group: String, resource: String, subresource: String) -> Bool {
    guard isViewer else { return true }
    if group == "authorization.k8s.io" || group == "authentication.k8s.io" { return verb == "create" }
    return ["get", "list", "watch"].contains(verb) && subresource != "exec"
      && !(group.isEmpty && resource == "secrets")
  }
}
