import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

@testable import DemoMesh

/// A server on loopback that answers every request with a WebSocket and then does as a test scripts it.
enum WebSocketTestServer {
  typealias Inbound = NIOAsyncChannelInboundStream<WebSocketFrame>
  typealias Outbound = NIOAsyncChannelOutboundWriter<WebSocketFrame>
  typealias Script = @Sendable (inout Inbound.AsyncIterator, Outbound) async throws -> Void

  private typealias Connection = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

  /// Runs a server for the time of `body`, which gets its port and the heads of the requests so far.
  static func run<Result>(
    tls: TLSConfiguration? = nil, _ script: @escaping Script,
    _ body: (Int, () -> [HTTPRequestHead]) async throws -> Result
  ) async throws -> Result {
    let log = Log()
    let security = try tls.map { try NIOSSLContext(configuration: $0) }
    let connections = LoopbackConnections()
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let security { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: security)) }
          let upgrader = NIOTypedWebSocketServerUpgrader<Connection>(
            shouldUpgrade: { channel, head in
              log.heads.withLock { $0.append(head) }
              return channel.eventLoop.makeSucceededFuture(["Sec-WebSocket-Protocol": "v4.channel.k8s.io"])
            },
            upgradePipelineHandler: { channel, _ in
              channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
            })
          let upgraded = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
            configuration: .init(
              upgradeConfiguration: .init(upgraders: [upgrader]) { channel in
                channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
              }))
          connections.serve(channel) {
            try? await upgraded.get().executeThenClose { inbound, outbound in
              var frames = inbound.makeAsyncIterator()
              try await script(&frames, outbound)
            }
          }
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(try await body(server.localAddress?.port ?? 0) { log.heads.withLock { $0 } })
    } catch {
      result = .failure(error)
    }
    try? await server.close()
    await connections.end()
    return try result.get()
  }

  private final class Log: Sendable {
    let heads = Mutex<[HTTPRequestHead]>([])
  }
}

extension WebSocketFrame {
  /// A piece of a message: its first byte is the channel unless it goes on with the one before.
  static func piece(
    _ text: String, _ channel: UInt8? = nil, opcode: WebSocketOpcode = .binary, isFinal: Bool = true
  ) -> WebSocketFrame {
    var data = ByteBuffer()
    if let channel { data.writeInteger(channel) }
    data.writeString(text)
    return WebSocketFrame(fin: isFinal, opcode: opcode, data: data)
  }
}
