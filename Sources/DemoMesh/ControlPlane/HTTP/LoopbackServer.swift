import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A small HTTP/1.1 server on the loopback interface: keep-alive, bounded request bodies, streamed responses, TLS for
/// clients that want it, WebSockets where they are offered.
final class LoopbackServer: Sendable {
  typealias Handler = @Sendable (APIRequest) async -> APIReply
  private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  /// The address that it listens on.
  let host: String
  let port: Int
  private let channel: any Channel
  private let connections: LoopbackConnections

  private init(host: String, port: Int, channel: any Channel, connections: LoopbackConnections) {
    self.host = host
    self.port = port
    self.channel = channel
    self.connections = connections
  }

  /// Binds and begins to serve.
  ///
  /// - Parameters:
  ///   - host: an address in 127.0.0.0/8; anything else is refused, as nothing here is meant for a network.
  ///   - port: 0 for any free port.
  ///   - bodyLimit: the largest request body in bytes; a larger one is answered with 413.
  ///   - webSockets: for clients that ask for one in the first request of a connection.
  ///   - handler: runs in a task that is cancelled when the client goes away.
  static func start(
    host: String = "127.0.0.1", port: Int = 0, bodyLimit: Int = 3 << 20, tls: NIOSSLContext? = nil,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, webSockets: WebSocketService? = nil,
    handler: @escaping Handler
  ) async throws -> LoopbackServer {
    guard host.hasPrefix("127.") else { throw LoopbackServerError.notLoopback(host) }
    let connections = LoopbackConnections()
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(TransportSniffer(tls: tls)) }
          let speech = try WebSocketGate.install(on: channel, webSockets)
          connections.serve(channel) { await receive(speech, bodyLimit: bodyLimit, webSockets, handler: handler) }
        }
      }
      .bind(host: host, port: port).get()
    return LoopbackServer(
      host: host, port: channel.localAddress?.port ?? port, channel: channel, connections: connections)
  }

  /// Stops listening and closes the connections at once, those with a response under way too; returns when all their
  /// handlers have returned.
  func stop() async {
    try? await channel.close().get()
    await connections.end()
  }

  /// Waits for the first request of a connection and serves what it decides; the future fails when the connection ends.
  private static func receive(
    _ speech: EventLoopFuture<ConnectionSpeech>, bodyLimit: Int, _ webSockets: WebSocketService?, handler: Handler
  ) async {
    switch try? await speech.get() {
    case .http(let connection)?: await serve(connection, bodyLimit: bodyLimit, handler: handler)
    case .webSocket(let connection, let request)?:
      try? await connection.executeThenClose { inbound, outbound in
        try await webSockets?.serve(request, inbound, outbound)
      }
    case nil: return
    }
  }

  private static func serve(_ connection: Connection, bodyLimit: Int, handler: Handler) async {
    try? await connection.executeThenClose { inbound, outbound in
      var parts = inbound.makeAsyncIterator()
      while let part = try await parts.next() {
        guard case .head(let head) = part else { continue }
        var body: [UInt8] = []
        var isTooLarge = (head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0) > bodyLimit
        reading: while !isTooLarge, let part = try await parts.next() {
          switch part {
          case .body(let buffer):
            body.append(contentsOf: buffer.readableBytesView)
            isTooLarge = body.count > bodyLimit
          case .end: break reading
          case .head: return
          }
        }
        if isTooLarge {
          let reply = APIError(
            413, "RequestEntityTooLarge", "Request entity too large: limit is \(bodyLimit)", details: [:]
          ).reply
          try await write(reply, to: outbound, of: connection.channel, head: head, keepsAlive: false)
          return
        }
        let request = APIRequest(method: head.method.rawValue, uri: head.uri, headers: head.headers, body: body)
        let reply = await handler(request)
        // After a request for another protocol the parser takes no further one.
        let keepsAlive = head.isKeepAlive && !head.headers.contains(name: "upgrade")
        try await write(reply, to: outbound, of: connection.channel, head: head, keepsAlive: keepsAlive)
        if !keepsAlive { return }
      }
    }
  }

  private static func write(
    _ reply: APIReply, to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>, of channel: any Channel,
    head request: HTTPRequestHead, keepsAlive: Bool
  ) async throws {
    var head = HTTPResponseHead(
      version: request.version, status: HTTPResponseStatus(statusCode: reply.status),
      headers: HTTPHeaders(reply.headers.map { ($0.name, $0.value) }))
    if !keepsAlive { head.headers.replaceOrAdd(name: "Connection", value: "close") }
    switch reply.body {
    case .bytes(let bytes):
      head.headers.replaceOrAdd(name: "Content-Length", value: String(bytes.count))
      if request.method == .HEAD || bytes.isEmpty {
        try await outbound.write(contentsOf: [.head(head), .end(nil)])
      } else {
        try await outbound.write(
          contentsOf: [.head(head), .body(.byteBuffer(ByteBuffer(bytes: bytes))), .end(nil)])
      }
    case .stream(let chunks, let cancel):
      channel.closeFuture.whenComplete { _ in cancel() }
      defer { cancel() }
      try await outbound.write(.head(head))
      for await chunk in chunks {
        try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: chunk))))
      }
      try Task.checkCancellation()
      try await outbound.write(.end(nil))
    }
  }
}
