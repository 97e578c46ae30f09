/// All that is needed to talk to one API server as one user.
public struct ClusterConnection: Sendable {
  public var server: ServerURL
  /// The kubeconfig's context; `in-cluster` for a pod's service account.
  public var contextName: String
  public var clusterName: String
  public var userName: String
  /// The context's namespace, or `default`.
  public var namespace: String
  public var tls: TLSMaterial
  public var credentials: Credentials
  /// An HTTP proxy on the way to the server.
  public var proxy: ServerURL?
  /// Reads the credentials again from where they came from: after a 401 another program may have renewed them.
  public var reloadCredentials: (@Sendable () -> Credentials?)?

  public init(
    server: ServerURL, contextName: String = "", clusterName: String = "", userName: String = "",
    namespace: String = "default", tls: TLSMaterial = TLSMaterial(), credentials: Credentials = .none,
    proxy: ServerURL? = nil, reloadCredentials: (@Sendable () -> Credentials?)? = nil
  ) {
    self.server = server
    self.contextName = contextName
    self.clusterName = clusterName
    self.userName = userName
    self.namespace = namespace
    self.tls = tls
    self.credentials = credentials
    self.proxy = proxy
    self.reloadCredentials = reloadCredentials
  }
}

extension ClusterConnection: CustomStringConvertible, CustomReflectable {
  /// The server and context, without any credential.
  public var description: String { "\(server) (context \(contextName), user \(userName))" }
  public var customMirror: Mirror { Mirror(self, children: ["server": server.description, "context": contextName]) }
}
