import Testing

@testable import Kubernetes

/// Requests and commands through proxies.
@Suite struct ProxyTests {
  private static func connection(
    _ wire: Wire, port: Int, through proxy: String
  ) throws -> ClusterConnection {
    var connection = wire.connection(port: port)
    connection.proxy = try ProxyServer(proxy)
    return connection
  }

  @Test(arguments: ["http://ann:p%40ss@127.0.0.1", "socks5://127.0.0.1"], [Wire.tls, .clientCertificate])
  func requestsGoThrough(_ url: String, _ wire: Wire) async throws {
    let login = url.hasPrefix("http") ? "Basic YW5uOnBAc3M=" : nil
    try await ProxyTestServer.run(login: login) { proxy in
      try await TestServer.run(tls: wire.server, { _, _ in .json(#"{"gitVersion":"v1"}"#) }) { server in
        let client = try KubernetesClient(
          connection: Self.connection(wire, port: server.port, through: "\(url):\(proxy.port)"))
        #expect(try await client.serverVersion() == "v1")
        await client.shutdown()
        #expect(proxy.asked.count == 1 && proxy.asked.allSatisfy { $0.contains("127.0.0.1:\(server.port)") })
      }
    }
  }

  @Test(arguments: ["http://ann:p%40ss@127.0.0.1", "socks5://127.0.0.1"], Wire.allCases)
  func commandsGoThrough(_ url: String, _ wire: Wire) async throws {
    let login = url.hasPrefix("http") ? "Basic YW5uOnBAc3M=" : nil
    let script: WebSocketTestServer.Script = { _, outbound in
      try await outbound.write(.piece("out", 1))
      try await outbound.write(.piece(#"{"status":"Success"}"#, 3))
    }
    try await ProxyTestServer.run(login: login) { proxy in
      try await WebSocketTestServer.run(tls: wire.server, script) { port, _ in
        let client = try KubernetesClient(
          connection: Self.connection(wire, port: port, through: "\(url):\(proxy.port)"))
        let ended = try await client.exec(namespace: "a", pod: "p", container: "c", command: ["x"])
        #expect(String(decoding: ended.output, as: UTF8.self) == "out")
        await client.shutdown()
        #expect(proxy.asked.count == 1)
      }
    }
  }

  @Test func aProxyThatRefusesIsNamed() async throws {
    try await ProxyTestServer.run(login: "Basic other") { proxy in
      let client = try KubernetesClient(
        connection: Self.connection(.tls, port: 1, through: "http://ann:s3cret@127.0.0.1:\(proxy.port)"))
      let request = await failure { () throws(KubernetesError) in try await client.serverVersion() }
      let command = await failure { () throws(KubernetesError) in
        try await client.exec(namespace: "a", pod: "p", container: "c", command: ["x"])
      }
      await client.shutdown()
      for error in [request, command] {
        let text = error?.operatorText ?? ""
        #expect(text.contains("wants a login (407)") && !text.contains("s3cret"), "\(text)")
        #expect(error?.exitCode == 3)
      }
    }
  }

  @Test(arguments: [
    ("proxy:3128", "http://proxy:3128"), ("http://proxy", "http://proxy:80"), ("HTTP://Proxy:1/", "http://Proxy:1"),
    ("socks5://[::1]:9", "socks5://[::1]:9"), ("socks5h://proxy", "socks5://proxy:1080"),
    ("http://ann:s3cret@proxy:3128", "http://proxy:3128"),
  ])
  func readsURLs(text: String, expected: String) throws {
    let proxy = try ProxyServer(text)
    #expect(proxy.description == expected)
    #expect(!"\(proxy)".contains("s3cret") && !String(reflecting: proxy).contains("s3cret"))
  }

  @Test(arguments: ["https://proxy:1", "ftp://proxy", "socks5://ann:s3cret@proxy", "http://", "http://proxy:x"])
  func refusesOthers(text: String) {
    let refusal = #expect(throws: ProxyServer.Refusal.self) { try ProxyServer(text) }
    #expect(refusal?.text.contains("s3cret") == false)
  }

  /// A proxy's answer may come in any pieces, together with the server's first bytes.
  @Test func theTalkIsReadInAnyPieces() throws {
    let answer = Array("HTTP/1.1 200 OK\r\nVia: x\r\n\r\nrest".utf8)
    for cut in 1..<answer.count {
      var dialogue = TunnelDialogue(through: try ProxyServer("http://p:1"), to: "h", port: 2)
      #expect(String(decoding: dialogue.opening, as: UTF8.self) == "CONNECT h:2 HTTP/1.1\r\nHost: h:2\r\n\r\n")
      var step = dialogue.receive(answer[..<cut])
      let isOpen = step != .wait
      if !isOpen { step = dialogue.receive(answer[cut...]) }
      guard case .open(let rest) = step else {
        Issue.record("\(step) after \(cut)")
        continue
      }
      // An open tunnel takes the server's bytes itself.
      let all = isOpen ? rest + answer[cut...] : rest
      #expect(String(decoding: all, as: UTF8.self) == "rest", "cut at \(cut)")
    }
  }

  @Test func socksIsReadByteForByte() throws {
    var dialogue = TunnelDialogue(through: try ProxyServer("socks5://p:1"), to: "host", port: 0x1234)
    #expect(dialogue.opening == [5, 1, 0])
    #expect(dialogue.receive([5]) == .wait)
    #expect(dialogue.receive([0]) == .send([5, 1, 0, 3, 4] + Array("host".utf8) + [0x12, 0x34]))
    let answer: [UInt8] = [5, 0, 0, 3, 2, 65, 66, 0, 80, 9]
    for byte in answer.dropLast(2) { #expect(dialogue.receive([byte]) == .wait) }
    #expect(dialogue.receive(answer.suffix(2)) == .open(rest: [9]))
  }

  @Test(
    arguments: [
      ("http://p:1", Array("HTTP/1.1 403 no\r\n\r\n".utf8), "answered 403"),
      ("http://p:1", Array("SSH-2.0-x\r\n\r\n".utf8), "no HTTP"),
      ("http://p:1", [UInt8](repeating: 65, count: 70_000), "no HTTP"),
      ("socks5://p:1", [5, 255], "wants a login"), ("socks5://p:1", [4, 0], "wants a login"),
    ] as [(String, [UInt8], String)])
  func refusals(proxy: String, answer: [UInt8], part: String) throws {
    var dialogue = TunnelDialogue(through: try ProxyServer(proxy), to: "h", port: 2)
    guard case .refused(let text) = dialogue.receive(answer) else {
      Issue.record("not refused")
      return
    }
    #expect(text.contains(part))
  }

  @Test func aProxyOfTheEnvironmentThatCannotBeUsedIsNoReasonToGoAroundIt() throws {
    let server = try #require(ServerURL("https://api.example.com"))
    let error = #expect(throws: KubeconfigError.self) {
      try ProxyEnvironment.proxy(for: server, environment: ["https_proxy": "https://ann:s3cret@proxy:1"])
    }
    #expect(error?.reason == .unsupported)
    #expect(error?.text.contains("NO_PROXY") == true && error?.text.contains("s3cret") == false)
  }
}
