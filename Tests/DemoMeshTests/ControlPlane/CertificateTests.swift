import NIOSSL
import Testing

@testable import DemoMesh

@Suite("Certificate")
struct CertificateTests {
  @Test(
    "SHA-256 of FIPS 180-4's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func sha256(text: String, digest: String) {
    #expect(hex(SHA256.digest(Array(text.utf8))) == digest)
  }

  @Test(
    "Multiples of the generator (NIST's point multiplication examples)",
    arguments: [
      (
        "0000000000000000000000000000000000000000000000000000000000000001",
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
      ),
      (
        "0000000000000000000000000000000000000000000000000000000000000002",
        "7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978"
      ),
      (
        "0000000000000000000000000000000000000000000000000000000000000003",
        "5ecbe4d1a6330a44c8f7ef951d4bf165e6c6b721efada985fb41661bc6e7fd6c"
      ),
      (
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550",
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
      ),
    ])
  func multiples(number: String, x: String) {
    #expect(hex(Array(P256.publicKey(of: bytes(number))[1...32])) == x)
  }

  @Test("The ECDSA example of RFC 6979, A.2.5")
  func signature() {
    let (r, s) = P256.signature(
      of: SHA256.digest(Array("sample".utf8)),
      key: bytes("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"),
      secret: bytes("a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60"))
    #expect(hex(r) == "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716")
    #expect(hex(s) == "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8")
  }

  @Test("A TLS library takes the certificate, and no two are the same")
  func identity() throws {
    let first = try ServerIdentity(now: 1_800_000_000)
    let certificate = try NIOSSLCertificate(bytes: Array(first.certificatePEM.utf8), format: .pem)
    #expect(certificate.notValidBefore < 1_800_000_000)
    #expect(certificate.notValidAfter > 1_800_000_000 + 300 * 86400)
    #expect(try ServerIdentity(now: 1_800_000_000).certificatePEM != first.certificatePEM)
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0 }
  }
}
