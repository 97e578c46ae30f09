import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

@testable import DemoMesh

/// An HTTP server on loopback that answers as a test scripts it, half answers and silence included.
final class TestServer: Sendable {
  struct Request: Sendable {
    var method: String
    /// Without the query, still encoded.
    var path: String
    /// Decoded.
    var query: [String: String]
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  enum Part: Sendable {
    case bytes([UInt8])
    /// Keeps the connection open without a byte until the server stops.
    case hold
    /// Waits until the test opens the gate.
    case gate(Gate)
    /// Sends one byte after the other, at this distance.
    case trickle([UInt8], every: Duration)
    /// Closes the connection in the middle.
    case cut

    static func text(_ text: String) -> Part { .bytes(Array(text.utf8)) }
  }

  struct Reply: Sendable {
    var status = 200
    var headers: [(String, String)] = [("Content-Type", "application/json")]
    var parts: [Part] = []

    static func json(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> Reply {
      Reply(status: status, headers: [("Content-Type", "application/json")] + headers, parts: [.text(text)])
    }
    static func plain(_ text: String, status: Int, headers: [(String, String)] = []) -> Reply {
      Reply(status: status, headers: [("Content-Type", "text/plain; charset=utf-8")] + headers, parts: [.text(text)])
    }
    static func status(
      _ code: Int, reason: String, message: String, details: String = "{}", headers: [(String, String)] = []
    ) -> Reply {
      .json(
        """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"\(message)",\
        "reason":"\(reason)","details":\(details),"code":\(code)}
        """, status: code, headers: headers)
    }
    /// Closes the connection without an answer.
    static let noAnswer = Reply(status: 0)
    static func stream(_ parts: Part...) -> Reply { Reply(parts: parts) }
  }

  /// Opens once; who waits goes on.
  final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    init() { (stream, continuation) = AsyncStream.makeStream() }
    func open() { continuation.finish() }
    func wait() async { for await _ in stream {} }
  }

  let port: Int
  private let channel: any Channel
  private let connections: LoopbackConnections

  var url: String { "http://127.0.0.1:\(port)" }
  private final class Log: Sendable {
    let requests = Mutex<[Request]>([])
  }
  private let shared: Log

  private init(channel: any Channel, connections: LoopbackConnections, shared: Log) {
    port = channel.localAddress?.port ?? 0
    self.channel = channel
    self.connections = connections
    self.shared = shared
  }

  /// Runs a server for the time of `body`.
  ///
  /// - Parameters:
  ///   - port: 0 for any.
  ///   - handler: gets the request and the number of requests before it.
  static func run<Result>(
    tls: TLSConfiguration? = nil, port: Int = 0, _ handler: @escaping @Sendable (Request, Int) async -> Reply,
    _ body: (TestServer) async throws -> Result
  ) async throws -> Result {
    let server = try await start(tls: tls, port: port, handler)
    do {
      let result = try await body(server)
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }

  private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  private static func start(
    tls: TLSConfiguration?, port: Int, _ handler: @escaping @Sendable (Request, Int) async -> Reply
  ) async throws -> TestServer {
    let context = try tls.map { try NIOSSLContext(configuration: $0) }
    let shared = Log()
    let connections = LoopbackConnections()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          let connection = try Connection(wrappingChannelSynchronously: channel)
          connections.serve(channel) { try? await serve(connection, shared, handler) }
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    return TestServer(channel: channel, connections: connections, shared: shared)
  }

  private func stop() async {
    try? await channel.close()
    await connections.end()
  }

  private static func serve(
    _ connection: Connection, _ shared: Log, _ handler: @Sendable (Request, Int) async -> Reply
  ) async throws {
    try await connection.executeThenClose { inbound, outbound in
      var head: HTTPRequestHead?
      var body: [UInt8] = []
      for try await part in inbound {
        switch part {
        case .head(let request): (head, body) = (request, [])
        case .body(let chunk): body.append(contentsOf: chunk.readableBytesView)
        case .end:
          guard let head else { return }
          let request = Request(head, body)
          let number = shared.requests.withLock { requests in
            requests.append(request)
            return requests.count - 1
          }
          guard try await send(await handler(request, number), outbound) else { return }
        }
      }
    }
  }

  /// - Returns: whether the connection may be used again.
  private static func send(
    _ reply: Reply, _ outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
  ) async throws -> Bool {
    guard reply.status > 0 else { return false }
    let status = HTTPResponseStatus(statusCode: reply.status)
    try await outbound.write(
      .head(HTTPResponseHead(version: .http1_1, status: status, headers: HTTPHeaders(reply.headers))))
    for part in reply.parts {
      switch part {
      case .bytes(let bytes): try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
      case .hold: try await Task.sleep(for: .seconds(86_400))
      case .gate(let gate): await gate.wait()
      case .trickle(let bytes, let distance):
        for byte in bytes {
          try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: [byte]))))
          try await Task.sleep(for: distance)
        }
      case .cut: return false
      }
    }
    try await outbound.write(.end(nil))
    return true
  }
}

extension TestServer {
  /// What came in so far, in order.
  var requests: [Request] { shared.requests.withLock { $0 } }
}

extension TestServer.Request {
  fileprivate init(_ head: HTTPRequestHead, _ body: [UInt8]) {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    method = head.method.rawValue
    path = String(parts[0])
    query = [:]
    for item in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query[Self.decoded(pair[0])] = pair.count > 1 ? Self.decoded(pair[1]) : ""
    }
    headers = Dictionary(
      head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    self.body = body
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
