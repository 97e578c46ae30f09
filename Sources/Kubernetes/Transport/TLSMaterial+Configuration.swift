import NIOSSL

extension TLSMaterial {
  /// The TLS stack's configuration.
  ///
  /// - Throws: `KubeconfigError` if a file cannot be read or a PEM cannot be used; the text names it without quoting
  ///   it.
  func configuration() throws(KubeconfigError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if skipsVerification { tls.certificateVerification = .none }
    if let authority {
      let bytes = try Self.bytes(of: authority, what: "certificate authority")
      guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
        throw KubeconfigError(.badCredentials, "The certificate authority of the cluster is not a PEM certificate.")
      }
      tls.trustRoots = .certificates(certificates)
    }
    if let clientCertificate, let clientKey {
      let certificateBytes = try Self.bytes(of: clientCertificate, what: "client certificate")
      guard let chain = try? NIOSSLCertificate.fromPEMBytes(certificateBytes), !chain.isEmpty else {
        throw KubeconfigError(.badCredentials, "The client certificate is not a PEM certificate.")
      }
      let keyBytes = try Self.bytes(of: clientKey, what: "client key")
      guard let key = try? NIOSSLPrivateKey(bytes: keyBytes, format: .pem) else {
        throw KubeconfigError(.badCredentials, "The client key is not a PEM private key without a password.")
      }
      tls.certificateChain = chain.map { .certificate($0) }
      tls.privateKey = .privateKey(key)
    }
    return tls
  }

  private static func bytes(of pem: PEM, what: String) throws(KubeconfigError) -> [UInt8] {
    if let bytes = pem.bytes { return bytes }
    guard case .file(let path) = pem else { return [] }
    throw KubeconfigError(.badCredentials, "Cannot read the \(what) file \(path).")
  }
}
