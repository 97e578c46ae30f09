import FoundationEssentials
import NIOSSL

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
    let number = Self.randomScalar()
    let publicKey = P256.publicKey(of: number)
    let key = DER.sequence(
      DER.integer([1]), DER.octets(number), DER.tagged(0, DER.object(DER.p256)), DER.tagged(1, DER.bits(publicKey)))
    let certificate = Self.certificate(key: number, publicKey: publicKey, now: now)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(try NIOSSLCertificate(bytes: certificate, format: .der))],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: key, format: .der)))
    configuration.applicationProtocols = ["http/1.1"]
    configuration.minimumTLSVersion = .tlsv12
    context = try NIOSSLContext(configuration: configuration)
    certificatePEM = Self.pem(certificate)
  }

  /// 32 random bytes that are a number below the order of the curve and not zero.
  private static func randomScalar() -> [UInt8] {
    var number = random(32)
    number[0] &= 0x7F
    number[31] |= 1
    return number
  }

  private static func random(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private static func certificate(key: [UInt8], publicKey: [UInt8], now: Double) -> [UInt8] {
    let name = DER.sequence(DER.set(DER.sequence(DER.object(DER.commonName), DER.utf8("vigla-demo"))))
    let algorithm = DER.sequence(DER.object(DER.ecdsaWithSHA256))
    let names = DER.sequence(
      DER.implicit(2, Array("localhost".utf8)), DER.implicit(2, Array("kubernetes.default.svc".utf8)),
      DER.implicit(7, [127, 0, 0, 1]))
    let extensions = DER.sequence(
      DER.extension(DER.basicConstraints, isCritical: true, DER.sequence(DER.boolean(true))),
      // digitalSignature and keyCertSign.
      DER.extension(DER.keyUsage, isCritical: true, DER.bits([0x84], unused: 2)),
      DER.extension(DER.extendedKeyUsage, DER.sequence(DER.object(DER.serverAuthentication))),
      DER.extension(DER.subjectKeyIdentifier, DER.octets(Array(SHA256.digest(publicKey).prefix(20)))),
      DER.extension(DER.subjectAlternativeName, names))
    let body = DER.sequence(
      DER.tagged(0, DER.integer([2])), DER.integer(random(16)), algorithm, name,
      DER.sequence(DER.time(now - 3600), DER.time(now + 365 * 86400)), name,
      DER.sequence(DER.sequence(DER.object(DER.ecPublicKey), DER.object(DER.p256)), DER.bits(publicKey)),
      DER.tagged(3, extensions))
    let (r, s) = P256.signature(of: SHA256.digest(body), key: key, secret: randomScalar())
    return DER.sequence(body, algorithm, DER.bits(DER.sequence(DER.integer(r), DER.integer(s))))
  }

  private static func pem(_ der: [UInt8]) -> String {
    let text = Array(Data(der).base64EncodedString())
    let lines = stride(from: 0, to: text.count, by: 64).map { String(text[$0..<min($0 + 64, text.count)]) }
    return "-----BEGIN CERTIFICATE-----\n" + lines.joined(separator: "\n") + "\n-----END CERTIFICATE-----\n"
  }
}
