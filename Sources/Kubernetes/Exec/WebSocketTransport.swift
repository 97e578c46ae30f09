import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// Opens WebSockets to one API server, with the same trust as all other requests.
final class WebSocketTransport: Sendable {
  /// What became of a request for a WebSocket.
  private enum Reply: Sendable {
    case open(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>)
    case refused(NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>)
  }

  private struct Attempt: Sendable {
    let channel: any Channel
    let reply: EventLoopFuture<Reply>
    /// Filled if a proxy does not let the connection through.
    let refusal: ProxyTunnel.Refusal
  }

  /// A proxy on the way does not let the connection through, and why.
  private struct Barred: Error { let text: String }

  /// The largest frame; servers send pieces of some 32 KiB.
  private static let largestFrame = 4 << 20

  private let group: any EventLoopGroup
  private let connection: ClusterConnection
  /// For requests that bring no settings of their own.
  private let tls: TLSConfiguration?
  private let clock: any Clock<Duration>

  init(
    group: any EventLoopGroup, connection: ClusterConnection, tls: TLSConfiguration?, clock: any Clock<Duration>
  ) {
    self.group = group
    self.connection = connection
    self.tls = tls
    self.clock = clock
  }

  /// Asks for a WebSocket and reads the messages until the command has ended.
  ///
  /// - Parameters:
  ///   - path: with the query, without the server's prefix.
  ///   - headers: without those of the handshake.
  ///   - tls: with another client certificate than the connection began with; nil for the usual settings.
  ///   - limits: `maxBytes` covers both outputs.
  func exchange(
    path: String, headers: HTTPHeaders, tls: TLSConfiguration?, limits: TransferLimits, summary: RequestSummary
  ) async throws(KubernetesError) -> ExecOutput {
    do {
      return try await TransferRace(limits: limits, clock: clock).run { [self] activity in
        try await run(path, headers, tls, limits, activity, summary)
      }
    } catch let error as Barred {
      throw KubernetesError(.unreachable(error.text), request: summary)
    } catch let error as ExecReader.Failure {
      switch error {
      case .tooLarge: throw KubernetesError(.tooLarge(limit: limits.maxBytes ?? 0), request: summary)
      case .malformed(let text): throw KubernetesError(.malformed(text), request: summary)
      }
    } catch {
      if error is NIOWebSocketError || error is NIOHTTPClientUpgradeError {
        throw KubernetesError(.malformed("no proper WebSocket"), request: summary)
      }
      throw HTTPTransport.translated(error, limits: limits, summary: summary)
    }
  }

  private func run(
    _ path: String, _ headers: HTTPHeaders, _ tls: TLSConfiguration?, _ limits: TransferLimits,
    _ activity: TransferRace.Activity, _ summary: RequestSummary
  ) async throws -> ExecOutput {
    let attempt = try await connect(path, headers, tls, limits)
    let reply: Reply
    do {
      reply = try await withTaskCancellationHandler {
        try await attempt.reply.get()
      } onCancel: {
        attempt.channel.close(promise: nil)
      }
    } catch {
      guard let why = attempt.refusal.text, let proxy = connection.proxy else { throw error }
      throw Barred(text: "the proxy \(proxy) \(why)")
    }
    activity.note()
    switch reply {
    case .refused(let channel): throw try await Self.refusal(channel, summary)
    case .open(let channel):
      var reader = ExecReader(maxBytes: limits.maxBytes ?? .max)
      try await Self.read(channel, into: &reader, activity)
      try Task.checkCancellation()
      guard let output = try reader.end(summary) else { throw KubernetesError(.truncated, request: summary) }
      return output
    }
  }

  // MARK: - Connecting

  private func connect(
    _ path: String, _ headers: HTTPHeaders, _ tls: TLSConfiguration?, _ limits: TransferLimits
  ) async throws -> Attempt {
    let server = connection.server
    let security = try (tls ?? self.tls).map { try NIOSSLContext(configuration: $0) }
    let name = connection.tls.serverName ?? server.bareHost
    // An address is no server name; it is verified as the peer's address.
    let serverName = Self.isAddress(name) ? nil : name
    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: server.prefix + path, headers: headers)
    let patience = min(limits.total ?? .seconds(5), .seconds(5))
    let proxy = connection.proxy
    let dialogue = proxy.map { TunnelDialogue(through: $0, to: server.bareHost, port: server.port) }
    let refusal = ProxyTunnel.Refusal()
    return try await ClientBootstrap(group: group)
      .connectTimeout(.nanoseconds(Int64(patience.inSeconds * 1e9)))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .connect(host: proxy?.bareHost ?? server.bareHost, port: proxy?.port ?? server.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let dialogue {
            try channel.pipeline.syncOperations.addHandler(ProxyTunnel(dialogue, refusal: refusal))
          }
          if let security {
            let handler = try NIOSSLClientHandler(context: security, serverHostname: serverName)
            try channel.pipeline.syncOperations.addHandler(handler)
          }
          let end = HandshakeEnd()
          try channel.pipeline.syncOperations.addHandler(end)
          let reply = try Self.handshake(on: channel, head)
          reply.assumeIsolated().whenComplete { _ in end.decide() }
          return Attempt(channel: channel, reply: reply, refusal: refusal)
        }
      }
  }

  private static func isAddress(_ host: String) -> Bool { (try? SocketAddress(ipAddress: host, port: 0)) != nil }

  private static func handshake(on channel: any Channel, _ head: HTTPRequestHead) throws -> EventLoopFuture<Reply> {
    let upgrader = NIOTypedWebSocketClientUpgrader<Reply>(maxFrameSize: largestFrame) { channel, _ in
      channel.eventLoop.makeCompletedFuture { .open(try NIOAsyncChannel(wrappingChannelSynchronously: channel)) }
    }
    var configuration = NIOUpgradableHTTPClientPipelineConfiguration(
      upgradeConfiguration: NIOTypedHTTPClientUpgradeConfiguration<Reply>(
        upgradeRequestHead: head, upgraders: [upgrader]
      ) { channel in
        channel.eventLoop.makeCompletedFuture { .refused(try NIOAsyncChannel(wrappingChannelSynchronously: channel)) }
      })
    // The first messages may come together with the answer.
    configuration.leftOverBytesStrategy = .forwardBytes
    return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(configuration: configuration)
  }

  // MARK: - Reading

  private static func refusal(
    _ channel: NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>, _ summary: RequestSummary
  ) async throws -> KubernetesError {
    try await channel.executeThenClose { inbound, _ in
      defer { hangUp(channel.channel) }
      var head: ResponseHead?
      var body: [UInt8] = []
      reading: for try await part in inbound {
        switch part {
        case .head(let answer): head = ResponseHead(status: Int(answer.status.code), headers: answer.headers)
        case .body(let chunk): body.append(contentsOf: chunk.readableBytesView)
        case .end: break reading
        }
        if body.count > 256_000 { break }
      }
      try Task.checkCancellation()
      guard let head else { return KubernetesError(.truncated, request: summary) }
      if head.isSuccess { return KubernetesError(.malformed("an answer that is no WebSocket"), request: summary) }
      return .answer(
        status: head.status, contentType: head.contentType, body: body, retryAfter: head.retryAfter, request: summary)
    }
  }

  /// Reads until the command has ended or the server closes.
  private static func read(
    _ channel: NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, into reader: inout ExecReader,
    _ activity: TransferRace.Activity
  ) async throws {
    // The closure may not change the reader itself.
    reader = try await channel.executeThenClose { [reader] inbound, outbound in
      defer { hangUp(channel.channel) }
      var reader = reader
      for try await frame in inbound {
        activity.note()
        let payload = frame.unmaskedData.readableBytesView
        switch frame.opcode {
        case .binary, .text: try reader.take(payload, isFinal: frame.fin)
        case .continuation: try reader.take(payload, isContinuation: true, isFinal: frame.fin)
        case .ping: try await outbound.write(answer(.pong, frame.unmaskedData))
        case .connectionClose: return reader
        default: continue
        }
        if reader.isEnded {
          var goodbye = ByteBuffer()
          goodbye.write(webSocketErrorCode: .normalClosure)
          // The server may have gone already; all was said.
          try? await outbound.write(answer(.connectionClose, goodbye))
          return reader
        }
      }
      return reader
    }
  }

  /// Closes without the farewell of TLS: a server that goes without one would be waited for in vain.
  private static func hangUp(_ channel: any Channel) {
    channel.eventLoop.execute {
      if let tls = try? channel.pipeline.syncOperations.context(handlerType: NIOSSLClientHandler.self) {
        tls.close(promise: nil)
      } else {
        channel.close(promise: nil)
      }
    }
  }

  /// A client's frames are masked.
  private static func answer(_ opcode: WebSocketOpcode, _ data: ByteBuffer) -> WebSocketFrame {
    WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
  }
}
