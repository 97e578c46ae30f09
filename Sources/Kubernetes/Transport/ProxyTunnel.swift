import NIOCore
import Synchronization

/// Opens a way through a proxy before the rest of the pipeline learns that there is a connection.
final class ProxyTunnel: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Why the proxy did not open the way, for the one who waits for the connection.
  final class Refusal: Sendable {
    private let value = Mutex<String?>(nil)
    var text: String? {
      get { value.withLock { $0 } }
      set { value.withLock { $0 = newValue } }
    }
  }

  private var dialogue: TunnelDialogue
  private let refusal: Refusal
  private var isOpen = false

  init(_ dialogue: TunnelDialogue, refusal: Refusal) {
    self.dialogue = dialogue
    self.refusal = refusal
  }

  func channelActive(context: ChannelHandlerContext) { send(dialogue.opening, context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOpen else { return context.fireChannelRead(data) }
    switch dialogue.receive(unwrapInboundIn(data).readableBytesView) {
    case .wait: break
    case .send(let bytes): send(bytes, context)
    case .open(let rest):
      isOpen = true
      context.fireChannelActive()
      if !rest.isEmpty { context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: rest))) }
    case .refused(let why):
      refusal.text = why
      context.close(promise: nil)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) { if isOpen { context.fireChannelReadComplete() } }

  private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }
}
