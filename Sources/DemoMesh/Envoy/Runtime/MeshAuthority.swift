import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// The certificate authority of a mesh, in this process: new at every start, its key never on disk.
struct MeshAuthority: Sendable {
  /// A certificate with its key, in PEM.
  struct Identity: Sendable {
    var certificateChain: String
    var privateKey: String
  }

  /// What the peers' certificates are checked against, in PEM.
  let root: String
  private let key: P256.Signing.PrivateKey
  private let name: DistinguishedName
  private let start: Date
  private let end: Date

  /// - Parameter now: seconds since 1970; all certificates are valid for a year.
  init(now: Double) throws {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName {
      OrganizationName("cluster.local")
      CommonName("Vigla demo root")
    }
    start = Date(timeIntervalSince1970: now - 3600)
    end = Date(timeIntervalSince1970: now + 365 * 86_400)
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PublicKey(key.publicKey),
      notValidBefore: start, notValidAfter: end, issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
      },
      issuerPrivateKey: Certificate.PrivateKey(key))
    root = try certificate.serializeAsPEM().pemString + "\n"
    self.key = key
    self.name = name
  }

  /// Makes the certificate of a workload, which is known by its SPIFFE name alone.
  ///
  /// - Parameter principal: such as `spiffe://cluster.local/ns/default/sa/bookinfo-reviews`.
  func issue(_ principal: String) throws -> Identity {
    let own = P256.Signing.PrivateKey()
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PublicKey(own.publicKey),
      notValidBefore: start, notValidAfter: end, issuer: name, subject: DistinguishedName(),
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true, keyEncipherment: true))
        try ExtendedKeyUsage([.serverAuth, .clientAuth])
        // Critical, because the subject is empty.
        Critical(SubjectAlternativeNames([.uniformResourceIdentifier(principal)]))
      },
      issuerPrivateKey: Certificate.PrivateKey(key))
    return Identity(
      certificateChain: try certificate.serializeAsPEM().pemString + "\n", privateKey: own.pemRepresentation + "\n")
  }
}
