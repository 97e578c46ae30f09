import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Posts forms to one server with its credentials, with the same limits and errors as the API client. No error holds a
/// credential.
public final class ServerClient: Sendable {
  public let access: ServerAccess
  private let transport: HTTPTransport
  private let credentials: CredentialSource

  /// - Throws: `KubeconfigError` if certificates or keys cannot be used.
  public init(
    _ access: ServerAccess, eventLoopGroup group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    clock: any Clock<Duration> = ContinuousClock()
  ) throws(KubeconfigError) {
    self.access = access
    credentials = CredentialSource(access.credentials, material: access.tls, reload: nil) { plugin in
      .failure(PluginFailure("The \(plugin.text) is for Kubernetes alone."))
    }
    var overrides: [String: String] = [:]
    if let name = access.tls.serverName, name != access.server.bareHost { overrides[name] = access.server.bareHost }
    transport = HTTPTransport(
      group: group, tls: access.server.isTLS ? try access.tls.configuration() : nil, overrides: overrides,
      proxy: access.proxy, connectionsPerHost: 8, clock: clock)
  }

  /// Closes all connections. Requests under way fail as cancelled.
  public func shutdown() async { await transport.shutdown() }

  /// Posts a form to a path below the server's prefix and gives the body of the answer. A broken connection is tried
  /// again once, and so is a token file that was rewritten after the server refused it: forms are to be questions. Where
  /// something on the way takes no POST, the same form is sent as the query of a GET.
  ///
  /// - Parameter path: starts with a slash.
  public func post(
    _ path: String, form: [(name: String, value: String)], deadline: Duration = .seconds(10),
    maxBytes: Int = 64_000_000
  ) async throws(KubernetesError) -> [UInt8] {
    let summary = RequestSummary(
      verb: "post", resource: access.server.prefix + path,
      server: ServerURL(isTLS: access.server.isTLS, host: access.server.host, port: access.server.port).description)
    let limits = TransferLimits(total: deadline, maxBytes: maxBytes)
    var mayRenew = true
    var mayRepeat = true
    var method = HTTPMethod.POST
    while true {
      let grant = try await credentials.grant(for: summary)
      do throws(KubernetesError) {
        return try await transport.exchange(
          request(method, path, form, grant), limits: limits, summary: summary, into: []
        ) { bytes, _, chunk in bytes.append(contentsOf: chunk.readableBytesView) }.value
      } catch {
        switch error.reason {
        case .unauthorized where mayRenew:
          guard await credentials.renew(refused: grant) else { throw error }
          mayRenew = false
        case .truncated where mayRepeat: mayRepeat = false
        case .server where error.isMethodRefused && method == .POST: method = .GET
        default: throw error
        }
      }
    }
  }

  private func request(
    _ method: HTTPMethod, _ path: String, _ form: [(name: String, value: String)], _ grant: Grant
  ) -> HTTPClientRequest {
    let server = access.server
    let host = access.tls.serverName ?? server.host
    var request = HTTPClientRequest(
      url:
        "\(server.isTLS ? "https" : "http")://\(host):\(server.port)\(server.prefix)\(path)\(method == .GET ? PercentEncoding.query(form) : "")"
    )
    request.method = method
    request.tlsConfiguration = grant.tls
    request.headers.add(name: "Host", value: "\(server.host):\(server.port)")
    request.headers.add(name: "Accept", value: "application/json")
    request.headers.add(name: "User-Agent", value: "vigla")
    for (name, value) in access.headers.sorted(by: { $0.key < $1.key }) {
      request.headers.replaceOrAdd(name: name, value: value.value)
    }
    if let authorization = grant.authorization {
      request.headers.replaceOrAdd(name: "Authorization", value: authorization)
    }
    guard method == .POST else { return request }
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.body = .bytes(ByteBuffer(string: String(PercentEncoding.query(form).dropFirst())))
    return request
  }
}
