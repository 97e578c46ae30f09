import Documents
import FoundationEssentials

/// The kubeconfig that the demo writes, readable by its owner alone as it holds the tokens.
enum DemoKubeconfig {
  static let context = "vigla-demo"
  static let viewerContext = "vigla-demo-viewer"

  /// Two contexts of one cluster: the administrator's, which is current, and that of a user who may only read.
  static func text(server: String, certificatePEM: String, tokens: AccessTokens) -> String {
    func user(_ name: String, _ token: String) -> JSONValue {
      ["name": .string(name), "user": ["token": .string(token)]]
    }
    func entry(_ name: String, _ user: String) -> JSONValue {
      [
        "name": .string(name),
        "context": ["cluster": "vigla-demo", "user": .string(user), "namespace": "default"],
      ]
    }
    let cluster: JSONValue = [
      "server": .string(server),
      "certificate-authority-data": .string(Data(certificatePEM.utf8).base64EncodedString()),
    ]
    return YAMLText.emit([
      "apiVersion": "v1", "kind": "Config", "current-context": .string(context),
      "clusters": [["name": "vigla-demo", "cluster": cluster]],
      "contexts": [entry(context, "demo-admin"), entry(viewerContext, "demo-viewer")],
      "users": [user("demo-admin", tokens.admin), user("demo-viewer", tokens.viewer)],
      "preferences": [:],
    ])
  }
}
