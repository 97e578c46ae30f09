import AsyncHTTPClient
import Documents
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Talks to one API server as one user.
///
/// Every call throws `KubernetesError` with a text for the operator. Cancelling the calling task ends the request.
/// Reads are repeated once when the connection breaks, writes never are. No error or log line holds a credential.
public final class KubernetesClient: Sendable {
  public let connection: ClusterConnection
  public let options: ClientOptions
  let transport: HTTPTransport
  let webSockets: WebSocketTransport
  /// How each pod's proxy is reached.
  let proxyWays = ProxyAdminWays()
  private let credentials: CredentialSource
  private let limiter: RateLimiter
  private let logger: Logger
  let clock: any Clock<Duration>

  /// - Parameters:
  ///   - group: the event loops to run on; shared with other clients.
  ///   - logger: gets a line per request at debug level; nil for none.
  ///   - terminal: whether plugins may talk with the user.
  ///   - clock: measures timeouts and waits.
  /// - Throws: `KubeconfigError` if certificates or keys of the connection cannot be used.
  public convenience init(
    connection: ClusterConnection, eventLoopGroup group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    options: ClientOptions = ClientOptions(), logger: Logger? = nil, terminal: PluginTerminal = .shared,
    clock: any Clock<Duration> = ContinuousClock()
  ) throws(KubeconfigError) {
    try self.init(
      connection: connection, eventLoopGroup: group, options: options, logger: logger, terminal: terminal, clock: clock,
      wakeWatch: .shared)
  }

  /// - Parameter wakeWatch: tells when the machine slept.
  init(
    connection: ClusterConnection, eventLoopGroup group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    options: ClientOptions = ClientOptions(), logger: Logger? = nil, terminal: PluginTerminal = .shared,
    clock: any Clock<Duration> = ContinuousClock(), wakeWatch: WakeWatch
  ) throws(KubeconfigError) {
    self.connection = connection
    self.options = options
    self.clock = clock
    self.logger = logger ?? Logger(label: "vigla.kubernetes") { _ in SwiftLogNoOpLogHandler() }
    let patience = PluginRun.Patience(alone: options.pluginPatience, withUser: options.interactivePluginPatience)
    credentials = CredentialSource(
      connection.credentials, material: connection.tls, reload: connection.reload
    ) { await PluginRun(plugin: $0, terminal: terminal, patience: patience).run() }
    limiter = RateLimiter(perSecond: options.requestsPerSecond, burst: options.burst)
    var overrides: [String: String] = [:]
    if let name = connection.tls.serverName, name != connection.server.bareHost {
      overrides[name] = connection.server.bareHost
    }
    let tls = connection.server.isTLS ? try connection.tls.configuration() : nil
    webSockets = WebSocketTransport(group: group, connection: connection, tls: tls, clock: clock)
    transport = HTTPTransport(
      group: group, tls: tls, overrides: overrides, proxy: connection.proxy,
      connectionsPerHost: options.connectionsPerHost, clock: clock, wakeWatch: wakeWatch)
  }

  /// Closes all connections. Requests under way fail as cancelled.
  public func shutdown() async { await transport.shutdown() }

  // MARK: - Credentials

  /// Makes sure that there are credentials to ask with, while a plugin may still talk with the user. Only a plugin
  /// takes time.
  ///
  /// - Throws: `noCredentials`.
  public func prepareCredentials() async throws(KubernetesError) {
    _ = try await credentials.grant(for: loginSummary)
  }

  /// Has the plugin of the kubeconfig make new credentials, whatever there are; nothing without a plugin.
  ///
  /// - Throws: `noCredentials`.
  public func logIn() async throws(KubernetesError) {
    do throws(CredentialSource.Failure) {
      try await credentials.logIn()
    } catch {
      throw error.during(loginSummary)
    }
  }

  private var loginSummary: RequestSummary {
    RequestSummary(
      verb: "log in", resource: "to \(connection.clusterName)", server: connection.server.description,
      user: connection.userName)
  }

  // MARK: - Requests

  /// One request to the API server before authorisation.
  struct Call: Sendable {
    static let json = "application/json"

    var method: HTTPMethod = .GET
    /// With the query, without the server's prefix.
    var path: String
    var summary: RequestSummary
    var body: [UInt8]?
    var contentType = "application/json"
    var accept = Call.json
    /// Further headers, which a proxied service gets to see.
    var headers: [(name: String, value: Secret)] = []
    var limits: TransferLimits
    /// May be sent again although it may have arrived.
    var isRepeatable = true
    /// Counts against the rate of requests.
    var isMetered = true
  }

  func summary(
    _ verb: String, _ kind: ResourceKind, namespace: String?, name: String? = nil, subresource: String? = nil
  ) -> RequestSummary {
    RequestSummary(
      verb: verb, resource: subresource.map { "\(kind)/\($0)" } ?? kind.description,
      namespace: kind.isNamespaced ? namespace : nil, name: name, server: connection.server.description,
      user: connection.userName)
  }

  func summary(_ verb: String, path: String) -> RequestSummary {
    RequestSummary(
      verb: verb, resource: path, server: connection.server.description, user: connection.userName)
  }

  var requestLimits: TransferLimits {
    TransferLimits(total: options.requestTimeout, maxBytes: options.maxAnswerBytes)
  }

  /// Sends a call with credentials and folds the answer.
  func perform<Value: Sendable>(
    _ call: Call, into initial: Value,
    _ consume: @escaping @Sendable (inout Value, ResponseHead, ByteBuffer) async throws -> Void
  ) async throws(KubernetesError) -> (head: ResponseHead, value: Value) {
    let answer = try await authorised(call) { grant throws(KubernetesError) in
      try await transport.exchange(
        request(call, grant), limits: call.limits, summary: call.summary, into: initial, consume)
    }
    log(call, outcome: "\(answer.head.status)", auditID: answer.head.auditID)
    return answer
  }

  /// Carries a call out with credentials; renews them once after 401, waits as told after 429, and repeats once what may
  /// be repeated when the connection broke.
  ///
  /// - Parameter exchange: gets what to show.
  func authorised<Value: Sendable>(
    _ call: Call, _ exchange: (Grant) async throws(KubernetesError) -> Value
  ) async throws(KubernetesError) -> Value {
    var mayRenew = true
    var mayRepeat = call.isRepeatable
    var throttled = 0
    while true {
      let grant = try await credentials.grant(for: call.summary)
      if call.isMetered { try await sleep(for: limiter.take(), call) }
      let error: KubernetesError
      do throws(KubernetesError) {
        return try await exchange(grant)
      } catch let failure {
        error = failure
      }
      log(call, outcome: "failed: \(error.operatorText)", auditID: nil)
      switch error.reason {
      case .unauthorized where mayRenew, .unreachable(TransportFailureText.wantsCertificate) where mayRenew:
        guard await credentials.renew(refused: grant) else { throw error }
        mayRenew = false
      case .truncated where mayRepeat:
        mayRepeat = false
      case .tooManyRequests where throttled < options.throttleRetries,
        .server where call.isRepeatable && error.retryAfter != nil && throttled < options.throttleRetries:
        throttled += 1
        let wait = Duration.fromSeconds(min(error.retryAfter ?? 1, options.maxThrottleSeconds))
        // Who sends more meanwhile would be refused as well, so all wait for their turn.
        if call.isMetered { limiter.pause(for: wait) } else { try await sleep(for: wait, call) }
      default: throw error
      }
    }
  }

  private func sleep(for duration: Duration, _ call: Call) async throws(KubernetesError) {
    guard duration > .zero else { return }
    do {
      try await clock.sleep(for: duration)
    } catch {
      throw KubernetesError(.cancelled, request: call.summary)
    }
  }

  /// The whole body of an answer.
  func bytes(_ call: Call) async throws(KubernetesError) -> (head: ResponseHead, value: [UInt8]) {
    try await perform(call, into: []) { bytes, _, chunk in bytes.append(contentsOf: chunk.readableBytesView) }
  }

  /// The JSON body of an answer.
  func json(_ call: Call) async throws(KubernetesError) -> JSONValue { try await answer(call).document }

  /// The JSON body of an answer, and the head before it.
  func answer(_ call: Call) async throws(KubernetesError) -> (head: ResponseHead, document: JSONValue) {
    let (head, bytes) = try await bytes(call)
    do throws(JSONParseError) {
      return (head, try JSONValue(parsing: bytes))
    } catch {
      let answer = ForeignAnswer(contentType: head.contentType, body: bytes)
      throw KubernetesError(.malformed("\(answer.words): \(error)"), request: call.summary)
    }
  }

  private func request(_ call: Call, _ grant: Grant) -> HTTPClientRequest {
    let server = connection.server
    let host = connection.tls.serverName ?? server.host
    let scheme = server.isTLS ? "https" : "http"
    var request = HTTPClientRequest(url: "\(scheme)://\(host):\(server.port)\(server.prefix)\(call.path)")
    request.method = call.method
    request.headers = headers(call, grant)
    request.tlsConfiguration = grant.tls
    // Without the header the HTTP client would ask for compression by itself.
    let mayCompress = call.accept == Call.json && connection.mayCompress
    request.headers.add(name: "Accept-Encoding", value: mayCompress ? "gzip" : "identity")
    if let body = call.body {
      request.headers.add(name: "Content-Type", value: call.contentType)
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    return request
  }

  /// What every request says.
  func headers(_ call: Call, _ grant: Grant) -> HTTPHeaders {
    var headers = HTTPHeaders()
    // The name that TLS verifies may differ from the one the server is known by.
    headers.add(name: "Host", value: "\(connection.server.host):\(connection.server.port)")
    headers.add(name: "Accept", value: call.accept)
    headers.add(name: "User-Agent", value: options.userAgent)
    if let authorization = grant.authorization { headers.add(name: "Authorization", value: authorization) }
    for (name, value) in connection.impersonation?.headers ?? [] { headers.add(name: name, value: value) }
    for (name, value) in call.headers { headers.replaceOrAdd(name: name, value: value.value) }
    return headers
  }

  private func log(_ call: Call, outcome: String, auditID: String?) {
    logger.debug(
      "\(call.summary.text)",
      metadata: [
        "method": "\(call.method.rawValue)", "outcome": "\(outcome)", "audit-id": "\(auditID ?? "")",
      ])
  }
}
