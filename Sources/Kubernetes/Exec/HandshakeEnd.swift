import NIOCore

/// Keeps the end of a server's bytes back while a WebSocket is being opened.
///
/// The HTTP decoder goes, and hands on what it holds, over several turns of the event loop. The end of the connection,
/// if it came with the last bytes, would overtake them, and a command's whole answer would be lost. Needs a channel
/// that allows its remote half to be closed.
final class HandshakeEnd: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private static let endOfHead = Array("\r\n\r\n".utf8)

  /// How many bytes of the blank line after the head have come.
  private var matched = 0
  private var isDecided = false
  private var held: ChannelHandlerContext?

  /// Whether the answer's head is there, so that it will be decided what becomes of the connection.
  private var hasHead: Bool { matched == Self.endOfHead.count }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    for byte in unwrapInboundIn(data).readableBytesView where !hasHead {
      // The only other place at which a byte of the line can begin it anew is its first.
      matched = byte == Self.endOfHead[matched] ? matched + 1 : byte == Self.endOfHead[0] ? 1 : 0
    }
    context.fireChannelRead(data)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
    if isDecided {
      end(context)
    } else if hasHead {
      held = context
    } else {
      context.close(promise: nil)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { held = nil }

  /// The connection is a WebSocket now, or it was refused: what was held back may come, after the bytes before it.
  func decide() {
    isDecided = true
    guard let context = held else { return }
    held = nil
    end(context)
  }

  private func end(_ context: ChannelHandlerContext) {
    context.eventLoop.assumeIsolated().execute {
      context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
      context.close(promise: nil)
    }
  }
}
