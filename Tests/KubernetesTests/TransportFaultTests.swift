import NIOPosix
import Testing

@testable import Kubernetes

/// Servers that break, trickle, fall silent or never end.
@Suite struct TransportFaultTests {
  private func get(
    _ reply: TestServer.Reply, options: ClientOptions = ClientOptions()
  ) async throws -> (error: KubernetesError?, requests: Int) {
    try await TestServer.run({ _, _ in reply }) { server in
      let error = try await server.client(options: options) { client in
        await failure { () throws(KubernetesError) in try await client.get(.pods, namespace: "a", name: "b") }
      }
      return (error, server.requests.count)
    }
  }

  @Test func refusedConnectionFailsAtOnceWithTheReason() async throws {
    let port = try await TestServer.run({ _, _ in .noAnswer }) { $0.port }
    let connection = ClusterConnection(server: ServerURL(isTLS: false, host: "127.0.0.1", port: port))
    let client = try KubernetesClient(connection: connection)
    let error = await failure { () throws(KubernetesError) in try await client.get(.pods, namespace: "a", name: "b") }
    await client.shutdown()
    #expect(error?.reason == .unreachable("connection refused"))
    #expect(error?.exitCode == 3)
    #expect(error?.leavesOutcomeUnknown == false)
  }

  @Test func unknownHostIsNamed() async throws {
    let connection = ClusterConnection(server: ServerURL(isTLS: false, host: "no-such-host.invalid", port: 1))
    let client = try KubernetesClient(connection: connection)
    let error = await failure { () throws(KubernetesError) in try await client.get(.pods, namespace: "a", name: "b") }
    await client.shutdown()
    #expect(error?.operatorText.contains("no-such-host.invalid") == true)
    #expect(error?.exitCode == 3)
  }

  @Test(arguments: [
    TestServer.Reply.noAnswer,
    TestServer.Reply(headers: [("Content-Length", "1000")], parts: [.text(#"{"a":"#), .cut]),
    TestServer.Reply(parts: [.text(#"{"a":1}"#), .cut]),
  ])
  func aCutAnswerIsReadAgainOnceThenReported(_ reply: TestServer.Reply) async throws {
    let (error, requests) = try await get(reply)
    #expect(error?.reason == .truncated)
    #expect(error?.leavesOutcomeUnknown == true)
    #expect(requests == 2)
  }

  @Test func aReadRecoversFromOneCut() async throws {
    let object = try await TestServer.run({ _, number in number == 0 ? .noAnswer : .json(#"{"n":1}"#) }) { server in
      try await server.client { try await $0.get(.pods, namespace: "a", name: "b") }
    }
    #expect(object["n"]?.int == 1)
  }

  @Test func aWriteIsNeverSentTwice() async throws {
    let (error, requests) = try await TestServer.run({ _, _ in .noAnswer }) { server in
      let error = try await server.client { client in
        await failure { () throws(KubernetesError) in
          try await client.replace(.pods, namespace: "a", name: "b", object: ["kind": "Pod"])
        }
      }
      return (error, server.requests.count)
    }
    #expect(error?.reason == .truncated)
    #expect(requests == 1)
  }

  @Test func theDeadlineCoversTheBody() async throws {
    var options = ClientOptions()
    options.requestTimeout = .milliseconds(60)
    for reply in [TestServer.Reply.stream(.hold), .stream(.text("{\"a\":"), .hold)] {
      let (error, _) = try await get(reply, options: options)
      #expect(error?.reason == .timeout(seconds: 0.06))
      #expect(error?.exitCode == 3)
    }
  }

  @Test func hugeBodiesEndAtTheLimit() async throws {
    var options = ClientOptions()
    options.maxAnswerBytes = 100_000
    let block = TestServer.Part.bytes([UInt8](repeating: UInt8(ascii: " "), count: 60_000))
    let (error, _) = try await get(.stream(block, block, .hold), options: options)
    #expect(error?.reason == .tooLarge(limit: 100_000))
  }

  @Test func errorBodiesAreBounded() async throws {
    let block = TestServer.Part.bytes([UInt8](repeating: UInt8(ascii: "x"), count: 300_000))
    let (error, _) = try await get(TestServer.Reply(status: 500, headers: [], parts: [block, .hold]))
    guard case .server(500, let message) = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.count <= 600)
  }

  @Test func trickledBytesAreJoined() async throws {
    let text = #"{"metadata":{"name":"größe"}}"#
    let parts = text.utf8.map { TestServer.Part.bytes([$0]) }
    let object = try await answering(TestServer.Reply(parts: parts)) {
      try await $0.get(.pods, namespace: "a", name: "b")
    }
    #expect(object["metadata"]?["name"]?.string == "größe")
  }

  @Test func cancellingTheTaskEndsTheRequest() async throws {
    let arrived = TestServer.Gate()
    let error = try await TestServer.run({ _, _ in
      arrived.open()
      return .stream(.hold)
    }) { server in
      try await server.client { client in
        let task = Task { () async -> KubernetesError? in
          await failure { () throws(KubernetesError) in try await client.get(.pods, namespace: "a", name: "b") }
        }
        await arrived.wait()
        task.cancel()
        return await task.value
      }
    }
    #expect(error?.reason == .cancelled)
  }

  /// Shutdown is the rule; a client that goes away without it must not stop the program.
  @Test func aForgottenClientClosesItself() async throws {
    let port = try await TestServer.run({ _, _ in .json("{}") }) { server in
      let connection = ClusterConnection(server: ServerURL(isTLS: false, host: "127.0.0.1", port: server.port))
      var client: KubernetesClient? = try KubernetesClient(connection: connection)
      _ = try await client?.get(.pods, namespace: "a", name: "b")
      client = nil
      return server.port
    }
    #expect(port > 0)
  }

  @Test func plainTextOnATLSPortIsExplained() async throws {
    let error = try await TestServer.run({ _, _ in .json("{}") }) { server in
      let connection = ClusterConnection(server: ServerURL(isTLS: true, host: "127.0.0.1", port: server.port))
      let client = try KubernetesClient(connection: connection)
      let error = await failure { () throws(KubernetesError) in try await client.serverVersion() }
      await client.shutdown()
      return error
    }
    #expect(error?.operatorText.contains("does not speak TLS") == true, "\(String(describing: error))")
  }
}
