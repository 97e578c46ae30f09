import NIOCore
import NIOWebSocket

/// What a loopback server does for clients that ask for a WebSocket.
struct WebSocketService: Sendable {
  typealias Inbound = NIOAsyncChannelInboundStream<WebSocketFrame>
  typealias Outbound = NIOAsyncChannelOutboundWriter<WebSocketFrame>

  /// The subprotocol to speak; nil for a request that is answered like any other, with its refusal for instance.
  var accept: @Sendable (APIRequest) async -> String?
  /// Speaks it until one side is done; the connection is closed afterwards.
  var serve: @Sendable (APIRequest, Inbound, Outbound) async throws -> Void
}
