/// What is sent in the `Authorization` header. Client certificates are part of `TLSMaterial`.
public enum Credentials: Sendable, Hashable {
  case none
  /// A bearer token written in the kubeconfig.
  case token(Secret)
  /// A file that holds a bearer token and that may be rewritten at any time. The fallback is used while the file was
  /// never readable.
  case tokenFile(path: String, fallback: Secret?)
  case basic(user: String, password: Secret)
}
