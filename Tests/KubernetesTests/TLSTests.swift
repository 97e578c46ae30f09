import NIOSSL
import Testing

@testable import Kubernetes

@Suite struct TLSTests {
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
    let result = try await version(Wire.server(), TLSMaterial(authority: Wire.pem(TestCertificates.authority)))
    #expect(result == .success("127.0.0.1"))
  }

  @Test func refusesAnotherAuthority() async throws {
    for material in [TLSMaterial(authority: Wire.pem(TestCertificates.otherAuthority)), TLSMaterial()] {
      let result = try await version(Wire.server(), material)
      #expect(text(result).contains("not signed by the authority"), "\(text(result))")
    }
  }

  @Test func skipsVerificationWhenTold() async throws {
    #expect(try await version(Wire.server(), TLSMaterial(skipsVerification: true)) == .success("127.0.0.1"))
  }

  @Test func verifiesTheServerNameInsteadOfTheHost() async throws {
    let named = try Wire.server(certificate: TestCertificates.namedServer, key: TestCertificates.namedServerKey)
    let authority = Wire.pem(TestCertificates.authority)
    let wrong = try await version(named, TLSMaterial(authority: authority))
    #expect(text(wrong).contains("another host name"), "\(text(wrong))")
    let right = try await version(named, TLSMaterial(authority: authority, serverName: "kubernetes.default"))
    // The request still goes to the host that the kubeconfig names.
    #expect(right == .success("127.0.0.1"))
  }

  @Test func presentsTheClientCertificate() async throws {
    let authority = Wire.pem(TestCertificates.authority)
    let with = TLSMaterial(
      authority: authority, clientCertificate: Wire.pem(TestCertificates.client),
      clientKey: Wire.pem(TestCertificates.clientKey))
    #expect(try await version(Wire.server(wantsClient: true), with) == .success("127.0.0.1"))
    let without = try await version(Wire.server(wantsClient: true), TLSMaterial(authority: authority))
    #expect(text(without).contains("client certificate"), "\(text(without))")
  }

  /// A PEM may hold more than the one wanted, and kubeconfigs name one file for both.
  @Test(arguments: [
    (TestCertificates.rsaClient, TestCertificates.rsaKeyPKCS1),
    (TestCertificates.rsaClient, TestCertificates.rsaKeyPKCS8),
    (TestCertificates.ecClient, TestCertificates.ecKeySEC1), (TestCertificates.ecClient, TestCertificates.ecKeyPKCS8),
    (TestCertificates.client, TestCertificates.clientKey),
  ])
  func takesKeysOfEveryForm(certificate: String, key: String) async throws {
    let both = key + "\n" + certificate + "\n"
    for (certificate, key) in [(certificate, key), (both, both)] {
      let material = TLSMaterial(
        authority: Wire.pem(TestCertificates.authority), clientCertificate: Wire.pem(certificate),
        clientKey: Wire.pem(key))
      #expect(try await version(Wire.server(wantsClient: true), material) == .success("127.0.0.1"))
    }
  }

  @Test func anExpiredClientCertificateIsExplained() async throws {
    let material = TLSMaterial(
      authority: Wire.pem(TestCertificates.authority), clientCertificate: Wire.pem(TestCertificates.expiredClient),
      clientKey: Wire.pem(TestCertificates.ecKeySEC1))
    let result = try await version(Wire.server(wantsClient: true), material)
    #expect(text(result).contains("client certificate"), "\(text(result))")
  }

  @Test(arguments: [
    TLSMaterial(
      clientCertificate: Wire.pem(TestCertificates.rsaClient), clientKey: Wire.pem(TestCertificates.encryptedKey)),
    TLSMaterial(authority: Wire.pem("s3cret")), TLSMaterial(authority: .file("/nowhere/ca.crt")),
    TLSMaterial(clientCertificate: Wire.pem("s3cret"), clientKey: Wire.pem("s3cret")),
    TLSMaterial(clientCertificate: Wire.pem(TestCertificates.client), clientKey: Wire.pem("s3cret")),
    TLSMaterial(clientCertificate: .file("/nowhere/c.crt"), clientKey: Wire.pem("s3cret")),
  ])
  func unusableMaterialIsNamedNotQuoted(_ material: TLSMaterial) throws {
    let connection = ClusterConnection(server: ServerURL(isTLS: true, host: "h", port: 1), tls: material)
    let error = try #require(throws: KubeconfigError.self) { try KubernetesClient(connection: connection) }
    #expect(error.reason == .badCredentials)
    #expect(!error.text.contains("s3cret"))
  }
}
