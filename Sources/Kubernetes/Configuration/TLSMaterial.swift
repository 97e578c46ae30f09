/// Everything that decides how the connection to the API server is protected.
public struct TLSMaterial: Sendable, Hashable {
  /// A PEM from the kubeconfig itself, or the file that holds it.
  public enum PEM: Sendable, Hashable {
    case inline(Secret)
    case file(String)

    /// Nil for a file that cannot be read.
    var bytes: [UInt8]? {
      switch self {
      case .inline(let secret): Array(secret.value.utf8)
      case .file(let path): FileAccess.read(path)
      }
    }
  }

  /// The certificate authorities to trust; nil means those of the system.
  public var authority: PEM?
  public var clientCertificate: PEM?
  public var clientKey: PEM?
  /// Accept any server certificate.
  public var skipsVerification: Bool
  /// The name to ask for and to verify instead of the host of the URL.
  public var serverName: String?

  public init(
    authority: PEM? = nil, clientCertificate: PEM? = nil, clientKey: PEM? = nil, skipsVerification: Bool = false,
    serverName: String? = nil
  ) {
    self.authority = authority
    self.clientCertificate = clientCertificate
    self.clientKey = clientKey
    self.skipsVerification = skipsVerification
    self.serverName = serverName
  }
}
