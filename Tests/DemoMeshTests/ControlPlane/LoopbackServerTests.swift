import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

@testable import DemoMesh

@Suite("Loopback server", .timeLimit(.minutes(2)))
struct LoopbackServerTests {
  private static let request = ByteBuffer(string: "GET /x HTTP/1.1\r\nHost: x\r\n\r\n")

  private static func connect(_ server: LoopbackServer) async throws -> any Channel {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: server.host, port: server.port).get()
  }

  @Test("Stopping ends idle, answered and unanswered connections alike")
  func stop() async throws {
    let arrived = Log<Void>()
    let cancelled = Log<Void>()
    let server = try await LoopbackServer.start { request in
      if request.headers.contains(name: "quick") { return .text("done") }
      arrived.add(())
      try? await sleepForEver()
      cancelled.add(())
      return .text("too late")
    }
    var channels: [any Channel] = []
    for index in 0..<200 {
      let channel = try await Self.connect(server)
      channels.append(channel)
      switch index % 4 {
      case 0: break
      case 1: try await channel.writeAndFlush(ByteBuffer(string: "GET /x HTTP/1.1\r\nquick: yes\r\n\r\n"))
      case 2: try await channel.writeAndFlush(Self.request)
      default: try await channel.writeAndFlush(ByteBuffer(string: "POST /x HTTP/1.1\r\ncontent-length: 9\r\n\r\nabc"))
      }
    }
    await arrived.wait(for: 50)
    await server.stop()
    #expect(cancelled.values.count == 50)
    for channel in channels { try await channel.closeFuture.get() }
    await #expect(throws: (any Error).self) { try await Self.connect(server) }
  }

  @Test("Connections that come in while the server stops are closed too", arguments: 0..<10)
  func storm(_: Int) async throws {
    let server = try await LoopbackServer.start { _ in .text("done") }
    let connected = Log<Void>()
    let clients = Task {
      await withDiscardingTaskGroup { group in
        for _ in 0..<60 {
          group.addTask {
            let channel = try? await Self.connect(server)
            connected.add(())
            try? await channel?.writeAndFlush(Self.request)
            try? await channel?.closeFuture.get()
          }
        }
      }
    }
    await connected.wait(for: 20)
    await server.stop()
    await clients.value
    // The port is free again.
    let next = try await LoopbackServer.start(port: server.port) { _ in .text("next") }
    #expect(try await TestClient(port: next.port).send("GET", "/").text == "next")
    await next.stop()
  }

  @Test("A TLS client that says nothing more does not hold the end up")
  func silentTLS() async throws {
    let identity = try ServerIdentity(now: ControlPlane.now())
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .none
    let context = try NIOSSLContext(configuration: configuration)
    let answered = Log<Void>()
    let server = try await LoopbackServer.start(tls: identity.context) { _ in
      answered.add(())
      return .text("done")
    }
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
        }
      }
      .connect(host: server.host, port: server.port).get()
    try await channel.writeAndFlush(Self.request)
    await answered.wait(for: 1)
    // The farewell of TLS would not be answered from here on.
    try await channel.setOption(.autoRead, value: false).get()
    await server.stop()
    try? await channel.close()
  }

  @Test("A client that goes away cancels the work on its request")
  func abort() async throws {
    let arrived = Log<Void>()
    let cancelled = Log<Bool>()
    let server = try await LoopbackServer.start { _ in
      arrived.add(())
      try? await sleepForEver()
      cancelled.add(Task.isCancelled)
      return .text("too late")
    }
    let channel = try await Self.connect(server)
    try await channel.writeAndFlush(Self.request)
    await arrived.wait(for: 1)
    try await channel.close()
    await cancelled.wait(for: 1)
    #expect(cancelled.values == [true])
    await server.stop()
  }

  @Test("Requests follow one another on a connection, pipelined ones too")
  func keepAlive() async throws {
    let count = Atomic<Int>(0)
    let server = try await LoopbackServer.start { _ in
      .text("\(count.wrappingAdd(1, ordering: .relaxed).newValue)\n")
    }
    let channel = try await Self.connect(server)
    for _ in 0..<5 { channel.write(Self.request, promise: nil) }
    try await channel.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))
    try await channel.closeFuture.get()
    #expect(count.load(ordering: .relaxed) == 6)
    await server.stop()
  }
}
