import NIOSSL
import Testing

@testable import Kubernetes

/// How the way to a test server is protected, and who is let through.
enum Wire: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case plain, tls, clientCertificate

  var testDescription: String { rawValue }

  var server: TLSConfiguration? {
    get throws { self == .plain ? nil : try Self.server(wantsClient: self == .clientCertificate) }
  }

  var material: TLSMaterial {
    switch self {
    case .plain: TLSMaterial()
    case .tls: TLSMaterial(authority: Self.pem(TestCertificates.authority))
    case .clientCertificate:
      TLSMaterial(
        authority: Self.pem(TestCertificates.authority), clientCertificate: Self.pem(TestCertificates.client),
        clientKey: Self.pem(TestCertificates.clientKey))
    }
  }

  /// A server's settings.
  ///
  /// - Parameters:
  ///   - wantsClient: turns away who has no certificate of one of the two test authorities.
  static func server(
    certificate: String = TestCertificates.server, key: String = TestCertificates.serverKey, wantsClient: Bool = false
  ) throws -> TLSConfiguration {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
    if wantsClient {
      tls.certificateVerification = .noHostnameVerification
      tls.trustRoots = .certificates(
        try [TestCertificates.authority, TestCertificates.secondAuthority].flatMap {
          try NIOSSLCertificate.fromPEMBytes(Array($0.utf8))
        })
    }
    return tls
  }

  static func pem(_ text: String) -> TLSMaterial.PEM { .inline(Secret(text)) }

  /// A connection to a server on loopback.
  func connection(port: Int, credentials: Credentials = .token(Secret("s3cret-token"))) -> ClusterConnection {
    ClusterConnection(
      server: ServerURL(isTLS: self != .plain, host: "127.0.0.1", port: port), contextName: "test",
      clusterName: "hostile", userName: "ann", tls: material, credentials: credentials)
  }
}
