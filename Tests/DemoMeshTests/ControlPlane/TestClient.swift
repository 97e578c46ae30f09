import Documents
import NIOCore
import NIOHTTP1
import NIOPosix

/// A small HTTP client: one connection a request, bodies whole or line by line.
struct TestClient: Sendable {
  private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

  var host = "127.0.0.1"
  let port: Int

  func send(
    _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8] = []
  ) async throws -> TestResponse {
    try await connect().executeThenClose { inbound, outbound in
      try await outbound.write(contentsOf: parts(method, path, headers, body))
      var response = TestResponse(status: 0, headers: [:], body: [])
      for try await part in inbound {
        switch part {
        case .head(let head):
          response.status = Int(head.status.code)
          response.headers = head.headers
        case .body(let buffer): response.body += buffer.readableBytesView
        case .end: return response
        }
      }
      return response
    }
  }

  /// Reads lines of a streamed body until the closure returns false or the stream ends.
  ///
  /// - Returns: the status and whether the server ended the body.
  @discardableResult
  func lines(
    _ path: String, headers: [(String, String)] = [], _ take: (JSONValue) async throws -> Bool
  ) async throws -> (status: Int, isEnded: Bool) {
    try await connect().executeThenClose { inbound, outbound in
      try await outbound.write(contentsOf: parts("GET", path, headers, []))
      var status = 0
      var rest: [UInt8] = []
      for try await part in inbound {
        switch part {
        case .head(let head): status = Int(head.status.code)
        case .body(let buffer):
          rest += buffer.readableBytesView
          while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = try JSONValue(parsing: Array(rest[..<end]))
            rest.removeSubrange(...end)
            if try await !take(line) { return (status, false) }
          }
        case .end: return (status, true)
        }
      }
      return (status, false)
    }
  }

  private func connect() async throws -> Connection {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
  }

  private func parts(
    _ method: String, _ path: String, _ headers: [(String, String)], _ body: [UInt8]
  ) -> [HTTPClientRequestPart] {
    var all = HTTPHeaders(headers)
    all.add(name: "Host", value: "127.0.0.1")
    if !body.isEmpty { all.add(name: "Content-Length", value: String(body.count)) }
    let head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path, headers: all)
    let content: [HTTPClientRequestPart] = body.isEmpty ? [] : [.body(.byteBuffer(ByteBuffer(bytes: body)))]
    return [.head(head)] + content + [.end(nil)]
  }
}
