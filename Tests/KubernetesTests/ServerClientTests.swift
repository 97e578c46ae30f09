import FoundationEssentials
import NIOSSL
import Testing

@testable import Kubernetes

@Suite(.timeLimit(.minutes(10))) struct ServerClientTests {
  private static let fine = TestServer.Reply.json(#"{"status":"success"}"#)

  /// The requests that a server gets for one form.
  private static func requests(
    _ change: (inout ServerAccess) -> Void = { _ in },
    reply: @escaping @Sendable (TestServer.Request, Int) -> TestServer.Reply = { _, _ in fine }
  ) async throws -> (requests: [TestServer.Request], error: KubernetesError?) {
    try await TestServer.run(reply) { server in
      var access = try ServerAccess(
        server: ServerURL(isTLS: false, host: "127.0.0.1", port: server.port, prefix: "/base"))
      change(&access)
      let client = try ServerClient(access)
      let error = await failure { () throws(KubernetesError) in
        try await client.post("/api/v1/query", form: [("query", "a{b=\"c d\"} + 1"), ("timeout", "15s")])
      }
      await client.shutdown()
      return (server.requests, error)
    }
  }

  @Test func aFormIsPosted() async throws {
    let (requests, error) = try await Self.requests()
    #expect(error == nil)
    let request = try #require(requests.first)
    #expect(request.method == "POST")
    #expect(request.path == "/base/api/v1/query")
    #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
    #expect(request.text == "query=a%7Bb%3D%22c%20d%22%7D%20%2B%201&timeout=15s")
    #expect(request.headers["authorization"] == nil)
  }

  @Test(arguments: [
    (Credentials.token(Secret("t0ken")), "Bearer t0ken"),
    (.basic(user: "ann", password: Secret("p:w")), "Basic YW5uOnA6dw=="),
  ])
  func credentials(_ credentials: Credentials, _ header: String) async throws {
    let (requests, _) = try await Self.requests { $0.credentials = credentials }
    #expect(requests.map { $0.headers["authorization"] } == [header])
  }

  @Test func furtherHeadersAreSent() async throws {
    let (requests, _) = try await Self.requests { access in
      access.headers = ["X-Scope-OrgID": Secret("team-a"), "User-Agent": Secret("other")]
    }
    #expect(requests.first?.headers["x-scope-orgid"] == "team-a")
    #expect(requests.first?.headers["user-agent"] == "other")
  }

  @Test func aTokenFileThatWasRewrittenIsReadAgain() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "vigla-token-\(UUID().uuidString)")
    try Data("old\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let (requests, error) = try await Self.requests {
      $0.credentials = .tokenFile(path: file.path(), fallback: nil)
    } reply: { request, _ in
      guard request.headers["authorization"] == "Bearer old" else { return Self.fine }
      try? Data("new\n".utf8).write(to: file)
      return .plain("no", status: 401)
    }
    #expect(error == nil)
    #expect(requests.map { $0.headers["authorization"] } == ["Bearer old", "Bearer new"])
  }

  @Test func wrongCredentialsAreNotTriedAgain() async throws {
    let (requests, error) = try await Self.requests {
      $0.credentials = .token(Secret("s3cret"))
    } reply: { _, _ in
      .plain("no", status: 401)
    }
    #expect(error?.reason == .unauthorized)
    #expect(requests.count == 1)
    #expect(error.map { "\($0)".contains("s3cret") } == false)
  }

  @Test(arguments: [
    (400, KubernetesError.Reason.invalid("bad_data: parse error", causes: [])),
    (422, .invalid("bad_data: parse error", causes: [])),
    (503, .server(code: 503, message: "bad_data: parse error")),
  ])
  func theStoresOwnReasonIsKept(_ status: Int, _ reason: KubernetesError.Reason) async throws {
    let (_, error) = try await Self.requests { _ in
    } reply: { _, _ in
      .json(#"{"status":"error","errorType":"bad_data","error":"parse error"}"#, status: status)
    }
    #expect(error?.reason == reason)
  }

  @Test func aConnectionThatBreaksIsTriedAgainOnce() async throws {
    let (requests, error) = try await Self.requests { _ in
    } reply: { _, number in
      number == 0 ? .noAnswer : Self.fine
    }
    #expect(error == nil)
    #expect(requests.count == 2)
    let (again, lasting) = try await Self.requests { _ in
    } reply: { _, _ in
      .noAnswer
    }
    #expect(lasting?.reason == .truncated)
    #expect(again.count == 2)
  }

  // MARK: TLS

  private static func tls(wantsClient: Bool = false) throws -> TLSConfiguration {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.server.utf8)).map {
        .certificate($0)
      },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TestCertificates.serverKey.utf8), format: .pem)))
    if wantsClient {
      tls.certificateVerification = .noHostnameVerification
      tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.authority.utf8)))
    }
    return tls
  }

  private static func overTLS(_ material: TLSMaterial, wantsClient: Bool = false) async throws -> KubernetesError? {
    try await TestServer.run(tls: tls(wantsClient: wantsClient), { _, _ in fine }) { server in
      let client = try ServerClient(
        try ServerAccess(server: ServerURL(isTLS: true, host: "127.0.0.1", port: server.port), tls: material))
      let error = await failure { () throws(KubernetesError) in try await client.post("/x", form: []) }
      await client.shutdown()
      return error
    }
  }

  private static func pem(_ text: String) -> TLSMaterial.PEM { .inline(Secret(text)) }

  @Test func theNamedAuthorityIsTrusted() async throws {
    #expect(try await Self.overTLS(TLSMaterial(authority: Self.pem(TestCertificates.authority))) == nil)
  }

  @Test func anotherAuthorityIsNot() async throws {
    let error = try await Self.overTLS(TLSMaterial(authority: Self.pem(TestCertificates.otherAuthority)))
    guard case .unreachable(let why) = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(why.contains("not signed by the authority"))
  }

  @Test func verificationIsSkippedWhenTold() async throws {
    #expect(try await Self.overTLS(TLSMaterial(skipsVerification: true)) == nil)
  }

  @Test func aClientCertificateIsShown() async throws {
    var material = TLSMaterial(authority: Self.pem(TestCertificates.authority))
    #expect(try await Self.overTLS(material, wantsClient: true) != nil)
    material.clientCertificate = Self.pem(TestCertificates.client)
    material.clientKey = Self.pem(TestCertificates.clientKey)
    #expect(try await Self.overTLS(material, wantsClient: true) == nil)
  }

  // MARK: Through the API server

  @Test func aServiceIsAskedThroughTheAPIServer() async throws {
    try await TestServer.run({ _, _ in Self.fine }) { server in
      try await server.client { client in
        for target in [
          ServiceTarget(namespace: "monitoring", name: "prometheus", port: "9090"),
          ServiceTarget(namespace: "monitoring", name: "thanos", port: "web", isTLS: true),
        ] {
          _ = try await client.servicePost(target, path: "/api/v1/query", form: [("query", "up")])
        }
      }
      #expect(
        server.requests.map(\.path) == [
          "/api/v1/namespaces/monitoring/services/prometheus%3A9090/proxy/api/v1/query",
          "/api/v1/namespaces/monitoring/services/https%3Athanos%3Aweb/proxy/api/v1/query",
        ])
      #expect(server.requests.allSatisfy { $0.method == "POST" && $0.text == "query=up" })
    }
  }

  @Test(arguments: [403, 405]) func whereNoPostIsAllowedAGetWill(_ status: Int) async throws {
    try await TestServer.run({ request, _ in
      request.method == "GET"
        ? Self.fine : .status(status, reason: "Forbidden", message: "services is forbidden")
    }) { server in
      try await server.client { client in
        _ = try await client.servicePost(
          ServiceTarget(namespace: "monitoring", name: "prometheus", port: "9090"), path: "/api/v1/query",
          form: [("query", "a b")])
      }
      #expect(server.requests.map(\.method) == ["POST", "GET"])
      #expect(server.requests.last?.query == ["query": "a b"])
      #expect(server.requests.last?.body.isEmpty == true)
    }
  }
}
