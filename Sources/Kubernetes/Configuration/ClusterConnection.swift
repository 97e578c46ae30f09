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
  /// A proxy on the way to the server.
  public var proxy: ProxyServer?
  /// As whom to ask; nil for the one who is logged in.
  public var impersonation: Impersonation?
  /// Whether the server may compress its answers.
  public var mayCompress: Bool
  /// Reads the connection again from where it came from: after a 401 another program may have renewed the credentials.
  public var reload: (@Sendable () -> ClusterConnection?)?

  public init(
    server: ServerURL, contextName: String = "", clusterName: String = "", userName: String = "",
    namespace: String = "default", tls: TLSMaterial = TLSMaterial(), credentials: Credentials = .none,
    proxy: ProxyServer? = nil, impersonation: Impersonation? = nil, mayCompress: Bool = true,
    reload: (@Sendable () -> ClusterConnection?)? = nil
  ) {
    self.server = server
    self.contextName = contextName
    self.clusterName = clusterName
    self.userName = userName
    self.namespace = namespace
    self.tls = tls
    self.credentials = credentials
    self.proxy = proxy
    self.impersonation = impersonation
    self.mayCompress = mayCompress
    self.reload = reload
  }
}

extension ClusterConnection: CustomStringConvertible, CustomReflectable {
  /// The server and context, without any credential.
  public var description: String { "\(server) (context \(contextName), user \(userName))" }
  public var customMirror: Mirror { Mirror(self, children: ["server": server.description, "context": contextName]) }
}
