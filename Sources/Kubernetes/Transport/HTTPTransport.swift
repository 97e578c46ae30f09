import AsyncHTTPClient
import Glibc
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// One HTTP client with the settings that every exchange of this module needs: HTTP/1.1, no redirects (a redirect would
/// carry credentials away), connection errors at once, and limits that cover the body.
final class HTTPTransport: Sendable {
  private let pool: Mutex<ConnectionPool>
  private let make: @Sendable () -> ConnectionPool
  private let clock: any Clock<Duration>
  private let wakeWatch: WakeWatch
  /// Follows the machine's sleep.
  private let waking = Mutex<Task<Void, Never>?>(nil)

  init(
    group: any EventLoopGroup, tls: TLSConfiguration?, overrides: [String: String] = [:], proxy: ProxyServer? = nil,
    connectionsPerHost: Int, clock: any Clock<Duration>, wakeWatch: WakeWatch = .shared
  ) {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(5), read: nil), ignoreUncleanSSLShutdown: false,
      // What comes out counts against the limits of an exchange.
      decompression: .enabled(limit: .none))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerHost
    configuration.dnsOverride = overrides
    configuration.proxy = proxy.map(Self.proxy)
    configuration.http1_1ConnectionDebugInitializer = { SilentDeath.watch($0) }
    make = { [configuration] in
      ConnectionPool(HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration))
    }
    pool = Mutex(make())
    self.clock = clock
    self.wakeWatch = wakeWatch
    let wakes = wakeWatch.wakes()
    let task = Task { [weak self] in
      for await _ in wakes { self?.leave(nil) }
    }
    waking.withLock { $0 = task }
  }

  /// Leaves the connections for new ones, unless those are not `old` any more: connections from before a sleep may be dead
  /// without a sign, and each would cost a request its patience.
  private func leave(_ old: ConnectionPool?) {
    // What is left may close at the end of this, so outside of the lock.
    let left = pool.withLock { pool in
      guard old == nil || old === pool else { return pool }
      defer { pool = make() }
      return pool
    }
    withExtendedLifetime(left) {}
  }

  deinit { waking.withLock { $0 }?.cancel() }

  private static func proxy(_ proxy: ProxyServer) -> HTTPClient.Configuration.Proxy {
    switch proxy.kind {
    case .socks5: return .socksServer(host: proxy.bareHost, port: proxy.port)
    case .http:
      guard let login = proxy.authorization else { return .server(host: proxy.bareHost, port: proxy.port) }
      return .server(
        host: proxy.bareHost, port: proxy.port, authorization: .basic(credentials: login.value))
    }
  }

  /// Closes all connections; requests under way fail.
  func shutdown() async {
    waking.withLock { $0 }?.cancel()
    // Closed once more, nothing happens.
    try? await pool.withLock { $0 }.client.shutdown()
  }

  /// Sends a request and folds the chunks of a successful answer into a value.
  ///
  /// - Parameter consume: called in order for each chunk. An error that it throws ends the exchange.
  /// - Throws: `KubernetesError` for everything else than a complete answer with a 2xx status.
  func exchange<Value: Sendable>(
    _ request: HTTPClientRequest, limits: TransferLimits, summary: RequestSummary, into initial: Value,
    _ consume: @escaping @Sendable (inout Value, ResponseHead, ByteBuffer) async throws -> Void
  ) async throws(KubernetesError) -> (head: ResponseHead, value: Value) {
    // Held until the answer is there, even if it is left meanwhile.
    let pool = pool.withLock { $0 }
    do {
      return try await TransferRace(limits: limits, clock: clock, wakeWatch: wakeWatch).run { activity in
        try await Self.run(request, on: pool.client, limits, activity, summary, initial, consume)
      }
    } catch {
      if case TransferRace.Expiry.asleep = error { leave(pool) }
      throw Self.translated(error, limits: limits, summary: summary)
    }
  }

  /// An error after the response had begun: the answer is cut.
  private struct CutShort: Error { let underlying: any Error }
  /// An error of the caller's own closure.
  private struct Consumer: Error { let underlying: any Error }

  // MARK: - One exchange

  private static func run<Value: Sendable>(
    _ request: HTTPClientRequest, on client: HTTPClient, _ limits: TransferLimits, _ activity: TransferRace.Activity,
    _ summary: RequestSummary, _ initial: Value,
    _ consume: @Sendable (inout Value, ResponseHead, ByteBuffer) async throws -> Void
  ) async throws -> (head: ResponseHead, value: Value) {
    let response = try await client.execute(request, deadline: .distantFuture)
    activity.note()
    let head = ResponseHead(status: Int(response.status.code), headers: response.headers)
    var chunks = response.body.makeAsyncIterator()
    guard head.isSuccess else { throw try await failure(head, &chunks, activity, summary) }
    var value = initial
    var received = 0
    while let chunk = try await next(&chunks) {
      activity.note()
      received += chunk.readableBytes
      if let limit = limits.maxBytes, received > limit {
        throw KubernetesError(.tooLarge(limit: limit), request: summary)
      }
      do {
        try await consume(&value, head, chunk)
      } catch let error as KubernetesError {
        throw error
      } catch {
        throw Consumer(underlying: error)
      }
    }
    return (head, value)
  }

  private static func next(
    _ chunks: inout HTTPClientResponse.Body.AsyncIterator
  ) async throws -> ByteBuffer? {
    do {
      return try await chunks.next()
    } catch {
      throw CutShort(underlying: error)
    }
  }

  /// The error of an answer that is no success; of its body only so much is read as can be shown.
  private static func failure(
    _ head: ResponseHead, _ chunks: inout HTTPClientResponse.Body.AsyncIterator, _ activity: TransferRace.Activity,
    _ summary: RequestSummary
  ) async throws -> KubernetesError {
    var body: [UInt8] = []
    while body.count < 256_000, let chunk = try await next(&chunks) {
      activity.note()
      body.append(contentsOf: chunk.readableBytesView)
    }
    return .answer(
      status: head.status, contentType: head.contentType, body: body, retryAfter: head.retryAfter, request: summary)
  }

  // MARK: - Errors

  /// The error of an exchange in an operator's words.
  static func translated(
    _ error: any Error, limits: TransferLimits, summary: RequestSummary
  ) -> KubernetesError {
    if let error = error as? KubernetesError { return error }
    if Task.isCancelled { return KubernetesError(.cancelled, request: summary) }
    let reason: KubernetesError.Reason =
      switch error {
      case let error as TransferRace.Expiry:
        switch error {
        case .total: .timeout(seconds: limits.total?.inSeconds ?? 0)
        case .idle: .stalled(seconds: limits.idle?.inSeconds ?? 0)
        case .asleep: .truncated
        }
      case let error as Consumer: .malformed(DisplayText.oneLine(String(describing: error.underlying)))
      case let error as CutShort where isCompression(error.underlying): .malformed("a body that is no proper gzip")
      case _ where isCompression(error): .malformed("a body that is no proper gzip")
      case is CutShort: .truncated
      case is CancellationError: .cancelled
      case let error as HTTPParserError: parserReason(error)
      default: isBroken(error) ? .truncated : unreachable(error)
      }
    return KubernetesError(reason, request: summary)
  }

  private static func unreachable(_ error: any Error) -> KubernetesError.Reason {
    if let error = error as? HTTPClientError, error == .cancelled || error == .alreadyShutdown { return .cancelled }
    return .unreachable(TransportFailureText.unreachable(error))
  }

  /// Whether the decompressor failed; its errors' types are of a package below the HTTP client.
  private static func isCompression(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).hasPrefix("NIOHTTPCompression.")
  }

  /// Whether an open connection ended before the answer began.
  private static func isBroken(_ error: any Error) -> Bool {
    switch error {
    case let error as HTTPClientError: error == .remoteConnectionClosed
    case let error as NIOSSLError: error == .uncleanShutdown
    case let error as ChannelError: error == .inputClosed || error == .ioOnClosedChannel || error == .eof
    case let error as IOError:
      error.errnoCode == ECONNRESET || error.errnoCode == EPIPE || error.errnoCode == ETIMEDOUT
    default: false
    }
  }

  private static func parserReason(_ error: HTTPParserError) -> KubernetesError.Reason {
    error == .invalidEOFState ? .truncated : .malformed("no HTTP answer: \(DisplayText.oneLine("\(error)"))")
  }
}
