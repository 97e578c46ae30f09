import NIOSSL
import Testing

@testable import DemoMesh

@Suite("Certificate")
struct CertificateTests {
  private static let now = 1_800_000_000.0

  @Test("A TLS library takes the certificate, which is valid for about a year")
  func validity() throws {
    let identity = try ServerIdentity(now: Self.now)
    let certificate = try NIOSSLCertificate(bytes: Array(identity.certificatePEM.utf8), format: .pem)
    #expect(Double(certificate.notValidBefore) < Self.now)
    #expect(Double(certificate.notValidAfter) > Self.now + 300 * 86_400)
    #expect(identity.certificatePEM.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
  }

  @Test("No two are the same")
  func freshness() throws {
    #expect(try ServerIdentity(now: Self.now).certificatePEM != ServerIdentity(now: Self.now).certificatePEM)
  }
}
