import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Gets plain URLs, such as a proxy's stats port, with the same limits and error texts as the API client, and without
/// any credential.
public final class DirectClient: Sendable {
  private let transport: HTTPTransport

  /// - Parameter connectionsPerHost: how many requests to one host run at the same time.
  public init(
    eventLoopGroup group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, connectionsPerHost: Int = 8,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    transport = HTTPTransport(group: group, tls: nil, connectionsPerHost: connectionsPerHost, clock: clock)
  }

  public func shutdown() async { await transport.shutdown() }

  /// Gets an absolute `http` or `https` URL and folds the body as it comes; see `KubernetesClient.podProxy`.
  public func get<Value: Sendable>(
    _ url: String, deadline: Duration = .seconds(10), maxBytes: Int = 64_000_000, into initial: Value,
    _ consume: @escaping @Sendable (inout Value, UnsafeRawBufferPointer) throws -> Void
  ) async throws(KubernetesError) -> (head: ResponseHead, value: Value) {
    guard let server = ServerURL(url) else {
      let summary = RequestSummary(verb: "get", resource: url, server: url)
      throw KubernetesError(.unreachable("it is no http or https URL"), request: summary)
    }
    let base = ServerURL(isTLS: server.isTLS, host: server.host, port: server.port)
    let summary = RequestSummary(verb: "get", resource: server.prefix, server: base.description)
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "Accept", value: "*/*")
    request.headers.add(name: "User-Agent", value: "vigla")
    let limits = TransferLimits(total: deadline, maxBytes: maxBytes)
    return try await transport.exchange(request, limits: limits, summary: summary, into: initial) { value, _, chunk in
      try chunk.withUnsafeReadableBytes { try consume(&value, $0) }
    }
  }

  /// The whole body of an absolute URL.
  public func get(
    _ url: String, deadline: Duration = .seconds(10), maxBytes: Int = 64_000_000
  ) async throws(KubernetesError) -> [UInt8] {
    try await get(url, deadline: deadline, maxBytes: maxBytes, into: []) { bytes, chunk in
      bytes.append(contentsOf: chunk)
    }.value
  }
}
