import NIOCore
import NIOPosix
import Synchronization

@testable import DemoMesh

/// A proxy on loopback that speaks CONNECT and SOCKS 5, without TLS.
final class ProxyTestServer: Sendable {
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private let bound = Mutex(0)
  /// What was said to it before a tunnel was open, one text for each connection.
  private let log = Mutex<[String]>([])
  private let login: String?

  var port: Int { bound.withLock { $0 } }
  var asked: [String] { log.withLock { $0 } }

  private init(login: String?) { self.login = login }

  /// Runs a proxy for the time of `body`.
  ///
  /// - Parameter login: what `Proxy-Authorization` has to hold; nil for anything.
  static func run<Result>(
    login: String? = nil, _ body: (ProxyTestServer) async throws -> Result
  ) async throws -> Result {
    let server = ProxyTestServer(login: login)
    let connections = LoopbackConnections()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let connection = try Connection(wrappingChannelSynchronously: channel)
          connections.serve(channel) { try? await server.serve(connection) }
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    server.bound.withLock { $0 = channel.localAddress?.port ?? 0 }
    let result: Swift.Result<Result, any Error>
    do { result = .success(try await body(server)) } catch { result = .failure(error) }
    try? await channel.close()
    await connections.end()
    return try result.get()
  }

  private func serve(_ connection: Connection) async throws {
    try await connection.executeThenClose { inbound, outbound in
      var bytes = inbound.makeAsyncIterator()
      guard let (target, rest) = try await target(&bytes, outbound) else { return }
      let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: target) { channel in
          channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
        }
      try await server.executeThenClose { answers, requests in
        if !rest.isEmpty { try await requests.write(ByteBuffer(bytes: rest)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { for try await answer in answers { try await outbound.write(answer) } }
          // The iterator cannot be shared, but the bytes before were all of one chunk each.
          while let chunk = try await bytes.next() { try await requests.write(chunk) }
          group.cancelAll()
        }
      }
    }
  }

  /// Has the talk before a tunnel and gives the port wanted.
  private func target(
    _ bytes: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
    _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) async throws -> (port: Int, rest: [UInt8])? {
    var said: [UInt8] = []
    var hasGreeted = false
    while let chunk = try await bytes.next() {
      said += Array(chunk.readableBytesView)
      if said.first == 5 {
        if !hasGreeted {
          hasGreeted = true
          said.removeAll()
          try await outbound.write(ByteBuffer(bytes: [5, 0]))
          continue
        }
        let length = Int(said[4])
        let host =
          said[3] == 3
          ? String(decoding: said[5..<5 + length], as: UTF8.self) : said[4...7].map(String.init).joined(separator: ".")
        let port = Int(said[said.count - 2]) << 8 | Int(said[said.count - 1])
        log.withLock { $0.append("SOCKS \(host):\(port)") }
        try await outbound.write(ByteBuffer(bytes: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
        return (port, [])
      }
      let text = String(decoding: said, as: UTF8.self)
      guard text.hasSuffix("\r\n\r\n") else { continue }
      log.withLock { $0.append(text) }
      let lines = text.split(separator: "\r\n")
      if let login, !lines.contains(where: { $0.lowercased().hasPrefix("proxy-authorization:") && $0.hasSuffix(login) })
      {
        try await outbound.write(
          ByteBuffer(string: "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))
        return nil
      }
      let words = text.split(separator: " ")
      guard words.count > 1, let port = words[1].split(separator: ":").last.flatMap({ Int($0) }) else { return nil }
      try await outbound.write(ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"))
      return (port, [])
    }
    return nil
  }
}
