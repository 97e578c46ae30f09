/// All that is needed to talk to one server that is no Kubernetes API server, such as a Prometheus.
public struct ServerAccess: Sendable {
  public var server: ServerURL
  public var tls: TLSMaterial
  public var credentials: Credentials
  /// Further headers of every request, by name, such as `X-Scope-OrgID`.
  public var headers: [String: Secret]
  /// An HTTP proxy on the way to the server.
  public var proxy: ProxyServer?

  /// - Parameter environment: decides about an HTTP proxy, by the rules that kubectl follows.
  /// - Throws: `unsupported` for an HTTP proxy that cannot be spoken to.
  public init(
    server: ServerURL, tls: TLSMaterial = TLSMaterial(), credentials: Credentials = .none,
    headers: [String: Secret] = [:], environment: [String: String] = [:]
  ) throws(KubeconfigError) {
    self.server = server
    self.tls = tls
    self.credentials = credentials
    self.headers = headers
    proxy = try ProxyEnvironment.proxy(for: server, environment: environment)
  }
}

extension ServerAccess: CustomStringConvertible, CustomReflectable {
  /// The server without any credential.
  public var description: String { server.description }
  public var customMirror: Mirror { Mirror(self, children: ["server": server.description]) }
}
