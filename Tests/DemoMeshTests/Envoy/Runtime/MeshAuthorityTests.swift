import Foundation
import NIOSSL
import SwiftASN1
import Testing
import X509

@testable import DemoMesh

@Suite("Certificates of the proxies")
struct MeshAuthorityTests {
  /// Takes a critical name, which whoever checks a SPIFFE certificate has to know.
  private struct NamePolicy: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
      .X509ExtensionID.subjectAlternativeName, .X509ExtensionID.keyUsage,
    ]

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult { .meetsPolicy }
  }

  @Test("A certificate carries the SPIFFE name, and the root vouches for it")
  func identity() async throws {
    let now = Date().timeIntervalSince1970
    let authority = try MeshAuthority(now: now)
    let principal = "spiffe://cluster.local/ns/default/sa/bookinfo-reviews"
    let identity = try authority.issue(principal)
    let leaf = try Certificate(pemEncoded: identity.certificateChain)
    let names = try #require(try leaf.extensions.subjectAlternativeNames)
    #expect(Array(names) == [.uniformResourceIdentifier(principal)])
    let root = try Certificate(pemEncoded: authority.root)
    var verifier = Verifier(rootCertificates: CertificateStore([root])) {
      RFC5280Policy()
      NamePolicy()
    }
    let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore())
    guard case .validCertificate = result else {
      Issue.record("the chain is not valid: \(result)")
      return
    }
    _ = try NIOSSLPrivateKey(bytes: Array(identity.privateKey.utf8), format: .pem)
    #expect(try authority.issue(principal).privateKey != identity.privateKey)
  }

  @Test("The files are their owner's alone, and go together")
  func folder() throws {
    let folder = try ProxyFolder(now: Date().timeIntervalSince1970)
    let path = folder.path
    let files = FileManager.default
    func mode(_ path: String) throws -> Int? {
      (try files.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }
    #expect(try mode(path) == 0o700)
    #expect(try mode("\(path)/root.pem") == 0o600)
    folder.remove()
    #expect(!files.fileExists(atPath: path))
  }
}
