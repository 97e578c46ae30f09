import NIOCore
import NIOWebSocket
import Testing

@testable import Kubernetes

/// Commands over a WebSocket against a server that does as it is told.
@Suite struct ExecTests {
  private static let success = #"{"metadata":{},"status":"Success"}"#

  /// What the client makes of a script.
  private func exec(
    maxBytes: Int = 1_000, deadline: Duration = .seconds(60), _ script: @escaping WebSocketTestServer.Script
  ) async throws -> Result<ExecOutput, KubernetesError> {
    try await WebSocketTestServer.run(script) { port, _ in
      let client = try Self.client(port)
      let result = await Self.run(client, maxBytes: maxBytes, deadline: deadline)
      await client.shutdown()
      return result
    }
  }

  private static func client(_ port: Int) throws -> KubernetesClient {
    try KubernetesClient(
      connection: ClusterConnection(
        server: ServerURL(isTLS: false, host: "127.0.0.1", port: port, prefix: "/k8s"),
        credentials: .token(Secret("t0k"))))
  }

  private static func run(
    _ client: KubernetesClient, maxBytes: Int = 1_000, deadline: Duration = .seconds(60)
  ) async -> Result<ExecOutput, KubernetesError> {
    do throws(KubernetesError) {
      return .success(
        try await client.exec(
          namespace: "a b", pod: "p", container: "c", command: ["x", "y z&"], deadline: deadline, maxBytes: maxBytes))
    } catch {
      return .failure(error)
    }
  }

  private func reason(_ result: Result<ExecOutput, KubernetesError>) -> KubernetesError.Reason? {
    if case .failure(let error) = result { error.reason } else { nil }
  }

  @Test func readsBothOutputsAndTheStatus() async throws {
    let script: WebSocketTestServer.Script = { _, outbound in
      try await outbound.write(.piece("", 1))
      try await outbound.write(.piece("out", 1))
      try await outbound.write(.piece("err", 2))
      try await outbound.write(.piece("put", 1))
      try await outbound.write(.piece(Self.success, 3))
    }
    let (result, head) = try await WebSocketTestServer.run(script) { port, heads in
      let client = try Self.client(port)
      let result = await Self.run(client)
      await client.shutdown()
      return (result, heads().first)
    }
    #expect(try result.get() == ExecOutput(output: Array("output".utf8), errors: Array("err".utf8), status: 0))
    #expect(
      head?.uri
        == "/k8s/api/v1/namespaces/a%20b/pods/p/exec?command=x&command=y%20z%26&container=c&stdout=true&stderr=true")
    #expect(head?.headers.first(name: "authorization") == "Bearer t0k")
    #expect(head?.headers.first(name: "sec-websocket-protocol") == "v5.channel.k8s.io, v4.channel.k8s.io")
  }

  @Test func putsFragmentsTogetherAndAnswersPings() async throws {
    let result = try await exec { inbound, outbound in
      try await outbound.write(.piece("ab", 1, isFinal: false))
      try await outbound.write(.piece("?", opcode: .ping))
      guard let pong = try await inbound.next(), pong.opcode == .pong, pong.maskKey != nil,
        String(buffer: pong.unmaskedData) == "?"
      else { return }
      try await outbound.write(.piece("cd", opcode: .continuation, isFinal: false))
      try await outbound.write(.piece("", opcode: .continuation, isFinal: false))
      try await outbound.write(.piece("e", opcode: .continuation))
      // The channel alone, and its data in the next fragment.
      try await outbound.write(.piece("", 1, isFinal: false))
      try await outbound.write(.piece("f", opcode: .continuation))
      try await outbound.write(.piece(Self.success, 3))
    }
    #expect(try result.get().output == Array("abcdef".utf8))
  }

  @Test func readsTheExitStatus() async throws {
    let result = try await exec { _, outbound in
      try await outbound.write(
        .piece(
          """
          {"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code","reason":\
          "NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"42"}]}}
          """, 3))
    }
    #expect(try result.get().status == 42)
  }

  @Test func aCommandThatCannotStartIsAnError() async throws {
    let result = try await exec { _, outbound in
      try await outbound.write(
        .piece(
          #"{"status":"Failure","message":"no such file","reason":"InternalError","code":500}"#, 3))
    }
    #expect(reason(result) == .server(code: 500, message: "no such file"))
  }

  @Test(arguments: [true, false]) func anEndWithoutStatusIsNoSuccess(isPolite: Bool) async throws {
    let result = try await exec { _, outbound in
      try await outbound.write(.piece("half", 1))
      guard isPolite else { return }
      var data = ByteBuffer()
      data.write(webSocketErrorCode: .normalClosure)
      try await outbound.write(WebSocketFrame(fin: true, opcode: .connectionClose, data: data))
    }
    #expect(reason(result) == .truncated)
  }

  @Test(arguments: [
    ("no JSON", UInt8(3)), (#"{"kind":"Pod"}"#, 3), ("data", 9), ("x", 0),
  ])
  func garbageIsMalformed(text: String, channel: UInt8) async throws {
    let result = try await exec { _, outbound in
      try await outbound.write(.piece(text, channel))
      if channel != 3 { try await outbound.write(.piece(Self.success, 3)) }
    }
    guard case .malformed? = reason(result) else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func aContinuationOfNothingIsMalformed() async throws {
    let result = try await exec { _, outbound in
      try await outbound.write(.piece("x", 1, opcode: .continuation))
    }
    #expect(reason(result) == .malformed("fragments out of order"))
  }

  @Test func tooMuchOutputEnds() async throws {
    let result = try await exec(maxBytes: 10) { _, outbound in
      for _ in 0..<1_000 { try await outbound.write(.piece("12345", 1)) }
    }
    #expect(reason(result) == .tooLarge(limit: 10))
  }

  @Test func silenceEndsAtTheDeadline() async throws {
    let result = try await exec(deadline: .milliseconds(50)) { inbound, _ in
      while try await inbound.next() != nil {}
    }
    #expect(reason(result) == .timeout(seconds: 0.05))
  }

  @Test func aServerThatNeverAnswersTheHandshakeEndsAtTheDeadline() async throws {
    let result = try await TestServer.run({ _, _ in
      await TestServer.Gate().wait()
      return .noAnswer
    }) { server in
      let client = try Self.client(server.port)
      let result = await Self.run(client, deadline: .milliseconds(50))
      await client.shutdown()
      return result
    }
    #expect(reason(result) == .timeout(seconds: 0.05))
  }

  @Test func cancellationEndsIt() async throws {
    let (started, mark) = AsyncStream.makeStream(of: Void.self)
    let result = try await WebSocketTestServer.run({ inbound, _ in
      mark.yield()
      while try await inbound.next() != nil {}
    }) { port, _ in
      let client = try Self.client(port)
      let task = Task { await Self.run(client) }
      for await _ in started { break }
      task.cancel()
      let result = await task.value
      await client.shutdown()
      return result
    }
    #expect(reason(result) == .cancelled)
  }

  @Test(arguments: [403, 404, 401, 400, 200])
  func refusalsComeAsErrorsOfTheServer(status: Int) async throws {
    let result = try await TestServer.run({ _, _ in
      .status(status, reason: "x", message: "words", details: #"{"name":"p"}"#)
    }) { server in
      let client = try Self.client(server.port)
      let result = await Self.run(client)
      await client.shutdown()
      return result
    }
    switch (status, reason(result)) {
    case (403, .forbidden("words")?), (404, .notFound("words")?), (401, .unauthorized?), (400, .invalid("words", _)?),
      (200, .malformed?):
      break
    default: Issue.record("\(result)")
    }
  }

  @Test func nobodyThereIsUnreachable() async throws {
    let port = try await WebSocketTestServer.run({ _, _ in }) { port, _ in port }
    let client = try Self.client(port)
    guard case .unreachable(let why)? = reason(await Self.run(client)) else {
      Issue.record("reached")
      return
    }
    #expect(why == "connection refused")
    await client.shutdown()
  }

  @Test func anyBytesInAnyPiecesNeverCrashTheReader() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      var reader = ExecReader(maxBytes: 200)
      do throws(ExecReader.Failure) {
        for _ in 0..<20 {
          let bytes = (0..<Int.random(in: 0...6, using: &random)).map { _ in UInt8.random(in: 0...4, using: &random) }
          try reader.take(
            bytes, isContinuation: Bool.random(using: &random), isFinal: Bool.random(using: &random))
        }
      } catch {
        continue
      }
      #expect(reader.output.output.count + reader.output.errors.count <= 200)
    }
  }

  @Test(arguments: [
    (#"299 - "unknown field \"spec.a\"""#, ["unknown field \"spec.a\""]),
    (#"299 - "a", 299 kube "b""#, ["a", "b"]), ("299 plain", ["299 plain"]), (#"299 - "open"#, [#"299 - "open"#]),
  ])
  func warningHeaders(value: String, texts: [String]) {
    #expect(ResponseHead.warnings(in: value) == texts)
  }
}
