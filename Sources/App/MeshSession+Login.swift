import Kubernetes

extension MeshSession {
  /// Whether the API server's certificate is not verified.
  var isInsecure: Bool { client.map { $0.connection.server.isTLS && $0.connection.tls.skipsVerification } ?? false }

  /// Has the plugin of the kubeconfig make new credentials, on the calling thread and with the terminal to ask on; nil
  /// without a plugin.
  var login: (() throws -> Void)? {
    guard let client, case .exec = client.connection.credentials else { return nil }
    return { try PluginTerminal.shared.lend { try runBlocking { try await client.logIn() } } }
  }
}
