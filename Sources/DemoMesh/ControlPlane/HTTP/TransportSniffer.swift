import NIOCore
import NIOSSL

/// Serves TLS and plain HTTP on one port: a connection whose first byte begins a TLS handshake gets TLS.
final class TransportSniffer: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  private static let handshake: UInt8 = 0x16
  private let tls: NIOSSLContext

  init(tls: NIOSSLContext) { self.tls = tls }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    if buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) == Self.handshake {
      do {
        try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .after(self))
      } catch {
        context.close(promise: nil)
        return
      }
    }
    context.fireChannelRead(data)
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
  }
}
