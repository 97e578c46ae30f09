/// What a Gateway's `credentialName` stands for: the content of a TLS secret, each part in PEM.
struct TLSCredential: Sendable, Hashable {
  /// The server's certificate, then those that vouch for it.
  var certificateChain: String
  var privateKey: String
  /// What clients' certificates are checked against; nil if none are asked for.
  var caCertificates: String?
}
