import Crypto
import FoundationEssentials
import NIOSSL
import SwiftASN1
import X509

/// The key and self-signed certificate of a server on the loopback interface, new at every start and never on disk.
///
/// kubectl sends no credentials over plain HTTP, so the API must speak TLS; clients trust the certificate because the
/// kubeconfig holds it.
struct ServerIdentity: Sendable {
  /// The certificate as PEM, for `certificate-authority-data`.
  let certificatePEM: String
  let context: NIOSSLContext

  /// - Parameter now: seconds since 1970; the certificate is valid for a year.
  init(now: Double) throws {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("vigla-demo") }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PublicKey(key.publicKey),
      notValidBefore: Date(timeIntervalSince1970: now - 3600),
      notValidAfter: Date(timeIntervalSince1970: now + 365 * 86_400), issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames([
          .dnsName("localhost"), .dnsName("kubernetes.default.svc"),
          .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        ])
      },
      issuerPrivateKey: Certificate.PrivateKey(key))
    certificatePEM = try certificate.serializeAsPEM().pemString + "\n"
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(try NIOSSLCertificate(bytes: Array(certificatePEM.utf8), format: .pem))],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.pemRepresentation.utf8), format: .pem)))
    configuration.applicationProtocols = ["http/1.1"]
    configuration.minimumTLSVersion = .tlsv12
    context = try NIOSSLContext(configuration: configuration)
  }
}
