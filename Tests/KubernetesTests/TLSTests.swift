import NIOSSL
import Testing

@testable import Kubernetes

@Suite struct TLSTests {
  private static func server(
    certificate: String = TestCertificates.server, key: String = TestCertificates.serverKey, wantsClient: Bool = false
  ) throws -> TLSConfiguration {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
    if wantsClient {
      tls.certificateVerification = .noHostnameVerification
      tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.authority.utf8)))
    }
    return tls
  }

  private static func pem(_ text: String) -> TLSMaterial.PEM { .inline(Secret(text)) }

  private func version(
    _ server: TLSConfiguration, _ material: TLSMaterial
  ) async throws -> Result<String, KubernetesError> {
    try await TestServer.run(
      tls: server,
      { request, _ in
        .json(#"{"gitVersion":"\#(request.headers["host"]?.split(separator: ":").first ?? "")"}"#)
      }
    ) { server in
      let connection = ClusterConnection(
        server: ServerURL(isTLS: true, host: "127.0.0.1", port: server.port), tls: material)
      let client = try KubernetesClient(connection: connection)
      let result: Result<String, KubernetesError>
      do throws(KubernetesError) { result = .success(try await client.serverVersion()) } catch {
        result = .failure(error)
      }
      await client.shutdown()
      return result
    }
  }

  private func text(_ result: Result<String, KubernetesError>) -> String {
    if case .failure(let error) = result { error.operatorText } else { "no error" }
  }

  @Test func trustsTheNamedAuthority() async throws {
    let result = try await version(Self.server(), TLSMaterial(authority: Self.pem(TestCertificates.authority)))
    #expect(result == .success("127.0.0.1"))
  }

  @Test func refusesAnotherAuthority() async throws {
    for material in [TLSMaterial(authority: Self.pem(TestCertificates.otherAuthority)), TLSMaterial()] {
      let result = try await version(Self.server(), material)
      #expect(text(result).contains("not signed by the authority"), "\(text(result))")
    }
  }

  @Test func skipsVerificationWhenTold() async throws {
    #expect(try await version(Self.server(), TLSMaterial(skipsVerification: true)) == .success("127.0.0.1"))
  }

  @Test func verifiesTheServerNameInsteadOfTheHost() async throws {
    let named = try Self.server(certificate: TestCertificates.namedServer, key: TestCertificates.namedServerKey)
    let authority = Self.pem(TestCertificates.authority)
    let wrong = try await version(named, TLSMaterial(authority: authority))
    #expect(text(wrong).contains("another host name"), "\(text(wrong))")
    let right = try await version(named, TLSMaterial(authority: authority, serverName: "kubernetes.default"))
    // The request still goes to the host that the kubeconfig names.
    #expect(right == .success("127.0.0.1"))
  }

  @Test func presentsTheClientCertificate() async throws {
    let authority = Self.pem(TestCertificates.authority)
    let with = TLSMaterial(
      authority: authority, clientCertificate: Self.pem(TestCertificates.client),
      clientKey: Self.pem(TestCertificates.clientKey))
    #expect(try await version(Self.server(wantsClient: true), with) == .success("127.0.0.1"))
    let without = try await version(Self.server(wantsClient: true), TLSMaterial(authority: authority))
    #expect(text(without).contains("client certificate"), "\(text(without))")
  }

  @Test(arguments: [
    TLSMaterial(authority: pem("s3cret")), TLSMaterial(authority: .file("/nowhere/ca.crt")),
    TLSMaterial(clientCertificate: pem("s3cret"), clientKey: pem("s3cret")),
    TLSMaterial(clientCertificate: pem(TestCertificates.client), clientKey: pem("s3cret")),
    TLSMaterial(clientCertificate: .file("/nowhere/c.crt"), clientKey: pem("s3cret")),
  ])
  func unusableMaterialIsNamedNotQuoted(_ material: TLSMaterial) throws {
    let connection = ClusterConnection(server: ServerURL(isTLS: true, host: "h", port: 1), tls: material)
    let error = try #require(throws: KubeconfigError.self) { try KubernetesClient(connection: connection) }
    #expect(error.reason == .badCredentials)
    #expect(!error.text.contains("s3cret"))
  }
}
