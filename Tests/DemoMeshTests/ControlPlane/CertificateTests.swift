import NIOSSL
import Testing

@testable import DemoMesh

@Suite struct CertificateTests {
  @Test func `A TLS library takes the certificate, and no two are the same`() throws {
    let first = try ServerIdentity(now: 1_800_000_000)
    let certificate = try NIOSSLCertificate(bytes: Array(first.certificatePEM.utf8), format: .pem)
    #expect(certificate.notValidBefore < 1_800_000_000)
    #expect(certificate.notValidAfter > 1_800_000_000 + 300 * 86400)
    #expect(try ServerIdentity(now: 1_800_000_000).certificatePEM != first.certificatePEM)
  }
}
