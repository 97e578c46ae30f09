import Logging
import Synchronization
import Testing

@testable import Kubernetes

@Suite struct SecretsTests {
  private static let connection = ClusterConnection(
    server: ServerURL(isTLS: false, host: "127.0.0.1", port: 1),
    tls: TLSMaterial(
      authority: .inline(Secret("s3cret")), clientCertificate: .inline(Secret("s3cret")),
      clientKey: .inline(Secret("s3cret"))),
    credentials: .basic(user: "ann", password: Secret("s3cret")))

  private static func dumped(_ value: some Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }

  @Test func noFormOfPrintingShowsThem() {
    let values: [Any] = [
      Self.connection, Self.connection.tls, Self.connection.credentials, Secret("s3cret"),
      Credentials.token(Secret("s3cret")), Credentials.tokenFile(path: "/t", fallback: Secret("s3cret")),
    ]
    for value in values {
      for text in ["\(value)", String(reflecting: value), String(describing: value), Self.dumped(value)] {
        #expect(!text.contains("s3cret"), "\(text)")
      }
    }
  }

  /// Keeps what is logged.
  private struct Recorder: LogHandler {
    let lines: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) { lines("\(event.message) \(event.metadata ?? [:])") }
  }

  @Test func theLogNamesRequestsAndNoCredential() async throws {
    let lines = LogLines()
    let logger = Logger(label: "test") { _ in Recorder(lines: { lines.append($0) }) }
    try await TestServer.run({ _, number in
      number == 0 ? .json("{}", headers: [("Audit-Id", "au-1")]) : .status(403, reason: "Forbidden", message: "no")
    }) { server in
      var connection = Self.connection
      connection.server = ServerURL(isTLS: false, host: "127.0.0.1", port: server.port)
      connection.credentials = .token(Secret("s3cret"))
      let client = try KubernetesClient(connection: connection, logger: logger)
      _ = try await client.get(.pods, namespace: "a", name: "b")
      _ = await failure { () throws(KubernetesError) in try await client.list(.pods, namespace: "a") }
      await client.shutdown()
      #expect(server.requests[0].headers["authorization"] == "Bearer s3cret")
    }
    #expect(lines.text.contains("get pods \"b\" in namespace a") && lines.text.contains("au-1"))
    #expect(lines.text.contains("Not allowed to list pods"))
    #expect(!lines.text.contains("s3cret"))
  }

  private final class LogLines: Sendable {
    private let value = Mutex("")
    var text: String { value.withLock { $0 } }
    func append(_ line: String) { value.withLock { $0 += line + "\n" } }
  }
}
