import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP/1.1 client for the servers of the demo: keep-alive, no redirects followed, a refused connection told at once.
final class LoopbackClient: Sendable {
  /// A complete response.
  struct Answer<Body: Sendable>: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: Body
  }

  /// A response was larger than its limit.
  struct TooLarge: Error {}

  private let client: HTTPClient
  private let isShutDown = Mutex(false)

  /// - Parameter connectionsPerHost: requests beyond it wait for a connection, which a measurement of a proxy's own
  ///   limits must not do.
  init(connectionsPerHost: Int, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton) {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: nil))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerHost
    client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
  }

  deinit {
    // The HTTP client must not go away while open; the callback keeps it until it is closed.
    if !isShutDown.withLock({ $0 }) { client.shutdown { _ in } }
  }

  /// Closes all connections; requests under way fail.
  func shutdown() async {
    let isFirst = isShutDown.withLock { done in
      defer { done = true }
      return !done
    }
    if isFirst { try? await client.shutdown() }
  }

  /// Sends a request without a body and folds the chunks of the response into a value. Ends early, and closes the
  /// connection, when the task is cancelled.
  ///
  /// - Parameters:
  ///   - headers: a `Host` here wins over the URL's.
  ///   - limit: the largest body in bytes.
  /// - Throws: when there is no complete response.
  func send<Body: Sendable>(
    _ method: String, _ url: String, headers: HTTPHeaders = [:], limit: Int, into initial: Body,
    _ take: (inout Body, ByteBufferView) -> Void
  ) async throws -> Answer<Body> {
    var request = HTTPClientRequest(url: url)
    request.method = HTTPMethod(rawValue: method)
    request.headers = headers
    let response = try await client.execute(request, deadline: .distantFuture)
    var answer = Answer(status: Int(response.status.code), headers: response.headers, body: initial)
    var size = 0
    for try await chunk in response.body {
      size += chunk.readableBytes
      if size > limit { throw TooLarge() }
      take(&answer.body, chunk.readableBytesView)
    }
    return answer
  }

  /// Sends a request without a body and reads the response whole.
  func send(
    _ method: String, _ url: String, headers: HTTPHeaders = [:], limit: Int = 1 << 20
  ) async throws -> Answer<[UInt8]> {
    try await send(method, url, headers: headers, limit: limit, into: []) { $0.append(contentsOf: $1) }
  }
}
