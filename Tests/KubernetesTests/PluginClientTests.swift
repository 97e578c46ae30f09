import FoundationEssentials
import Testing

@testable import Kubernetes

/// The client with a kubeconfig that names a plugin, from the file to the wire.
@Suite struct PluginClientTests {
  private let folder: PluginFolder

  init() throws { folder = try PluginFolder() }

  /// A kubeconfig of a server, with its authority and a plugin in the folder.
  private func connection(port: Int, exec: String = "", user: String = "") throws -> ClusterConnection {
    try folder.write(TestCertificates.authority, "ca.crt")
    let text = """
      current-context: c
      contexts: [{name: c, context: {cluster: k, user: u}}]
      clusters: [{name: k, cluster: {server: 'https://127.0.0.1:\(port)', certificate-authority: ca.crt}}]
      users:
      - name: u
        user:
          exec:
            apiVersion: client.authentication.k8s.io/v1
            command: ./plugin
            interactiveMode: Never
            provideClusterInfo: true
            env: [{name: FOLDER, value: '\(folder.path)'}]
            \(exec)
      \(user)
      """
    let path = try folder.write(text, "config")
    return try Kubeconfig.load(path: path, environment: ["PATH": "/usr/bin:/bin"]).connection()
  }

  private func answer(_ status: String) throws {
    try folder.write(PluginFolder.credential(status), "answer")
    try folder.script(
      "echo run >> \"$FOLDER/runs\"; printf '%s' \"$KUBERNETES_EXEC_INFO\" > \"$FOLDER/info\"; cat \"$FOLDER/answer\"")
  }

  private var runs: Int { folder.read("runs").split(separator: "\n").count }

  private static func escaped(_ pem: String) -> String { pem.replacing("\n", with: "\\n") }

  private static let certificate =
    #""clientCertificateData":"\#(escaped(TestCertificates.ecClient))","clientKeyData":"\#(escaped(TestCertificates.ecKeySEC1))""#

  @Test func aTokenOfAPluginIsSentAndKept() async throws {
    try answer(#""token":"from-plugin""#)
    try await TestServer.run(tls: Wire.tls.server, { _, _ in .json(#"{"gitVersion":"v1"}"#) }) { server in
      let client = try KubernetesClient(connection: connection(port: server.port), terminal: .none)
      try await client.prepareCredentials()
      #expect(runs == 1)
      for _ in 0..<3 { _ = try await client.serverVersion() }
      await client.shutdown()
      #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer from-plugin" })
      #expect(runs == 1)
      let info = folder.read("info")
      #expect(info.contains("\"server\":\"https://127.0.0.1:\(server.port)\""))
      let authority = Data(TestCertificates.authority.utf8).base64EncodedString()
      #expect(info.contains(authority.replacing("/", with: "\\/")) || info.contains(authority))
    }
  }

  @Test func aRefusedTokenRunsThePluginOnceMore() async throws {
    try answer(#""token":"old""#)
    try await TestServer.run(
      tls: Wire.tls.server,
      { [folder] request, _ in
        guard request.headers["authorization"] != "Bearer old" else {
          _ = try? folder.write(PluginFolder.credential(#""token":"new""#), "answer")
          return .status(401, reason: "Unauthorized", message: "Unauthorized")
        }
        return .json(#"{"gitVersion":"v1"}"#)
      }
    ) { server in
      let client = try KubernetesClient(connection: connection(port: server.port), terminal: .none)
      #expect(try await client.serverVersion() == "v1")
      await client.shutdown()
      #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer old", "Bearer new"])
      #expect(runs == 2)
    }
  }

  /// The certificate is shown on requests, on watches and on the WebSockets of commands.
  @Test func aCertificateOfAPluginIsShown() async throws {
    try answer(Self.certificate)
    try await TestServer.run(
      tls: Wire.clientCertificate.server,
      { request, _ in request.query["watch"] == nil ? .json(#"{"gitVersion":"v1"}"#) : .stream() }
    ) { server in
      let client = try KubernetesClient(connection: connection(port: server.port), terminal: .none)
      #expect(try await client.serverVersion() == "v1")
      for try await _ in client.watch(.pods, namespace: "a", resourceVersion: "1") {}
      await client.shutdown()
      #expect(server.requests.allSatisfy { $0.headers["authorization"] == nil })
    }
    let script: WebSocketTestServer.Script = { _, outbound in
      try await outbound.write(.piece("out", 1))
      try await outbound.write(.piece(#"{"status":"Success"}"#, 3))
    }
    try await WebSocketTestServer.run(tls: Wire.clientCertificate.server, script) { port, _ in
      let client = try KubernetesClient(connection: connection(port: port), terminal: .none)
      let ended = try await client.exec(namespace: "a", pod: "p", container: "c", command: ["x"])
      #expect(String(decoding: ended.output, as: UTF8.self) == "out")
      await client.shutdown()
    }
    #expect(runs == 2)
  }

  /// A server that no longer takes the certificate breaks the connection and answers nothing.
  @Test func aRefusedCertificateRunsThePluginOnceMore() async throws {
    let expired =
      #""clientCertificateData":"\#(Self.escaped(TestCertificates.expiredClient))","clientKeyData":"\#(Self.escaped(TestCertificates.ecKeySEC1))""#
    try answer(expired)
    try folder.script(
      """
      echo run >> "$FOLDER/runs"
      cat "$FOLDER/answer"
      cp "$FOLDER/next" "$FOLDER/answer"
      """)
    try folder.write(PluginFolder.credential(Self.certificate), "next")
    try await TestServer.run(tls: Wire.clientCertificate.server, { _, _ in .json(#"{"gitVersion":"v1"}"#) }) { server in
      let client = try KubernetesClient(connection: connection(port: server.port), terminal: .none)
      #expect(try await client.serverVersion() == "v1")
      await client.shutdown()
      #expect(runs == 2)
    }
  }

  @Test func aPluginThatFailsIsWhatTheErrorTells() async throws {
    try folder.script("echo 'run: aws sso login' >&2; exit 1")
    try await TestServer.run(tls: Wire.tls.server, { _, _ in .json("{}") }) { server in
      let client = try KubernetesClient(connection: connection(port: server.port), terminal: .none)
      let error = await failure { () throws(KubernetesError) in try await client.list(.pods, namespace: "a") }
      let login = await failure { () throws(KubernetesError) in try await client.logIn() }
      await client.shutdown()
      #expect(error?.operatorText.hasPrefix("Cannot list pods in namespace a: The exec plugin") == true)
      #expect(error?.operatorText.contains("run: aws sso login") == true)
      #expect(error?.exitCode == 4 && error?.leavesOutcomeUnknown == false)
      #expect(login?.operatorText.hasPrefix("Cannot log in to k: The exec plugin") == true)
      #expect(server.requests.isEmpty)
    }
  }
}
