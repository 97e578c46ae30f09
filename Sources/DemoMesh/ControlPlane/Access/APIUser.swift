/// Who asks.
struct APIUser: Sendable, Hashable {
  var name: String
  var groups: [String]

  static let admin = APIUser(name: "kubernetes-admin", groups: ["system:masters", "system:authenticated"])
  static let viewer = APIUser(name: "demo-viewer", groups: ["system:authenticated"])

  static func serviceAccount(namespace: String, name: String) -> APIUser {
    APIUser(
      name: "system:serviceaccount:\(namespace):\(name)",
      groups: ["system:serviceaccounts", "system:serviceaccounts:\(namespace)", "system:authenticated"])
  }

  /// May do everything, whatever roles say.
  var isMaster: Bool { groups.contains("system:masters") }
}
