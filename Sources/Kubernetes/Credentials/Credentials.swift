/// What is sent in the `Authorization` header. Client certificates are part of `TLSMaterial`, unless a plugin makes them.
public enum Credentials: Sendable, Hashable {
  case none
  /// A bearer token written in the kubeconfig.
  case token(Secret)
  /// A file that holds a bearer token and that may be rewritten at any time. The fallback is used while the file was
  /// never readable.
  case tokenFile(path: String, fallback: Secret?)
  case basic(user: String, password: Secret)
  /// A program that makes a token, a client certificate or both.
  case exec(ExecPlugin)
}
