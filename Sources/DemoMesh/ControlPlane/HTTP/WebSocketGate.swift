import Crypto
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Holds the first request of a connection back until it is clear whether it gets a WebSocket. One that does not is
/// answered as HTTP, so that a refusal can say why; NIO's own upgrader drops such a request.
final class WebSocketGate: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private enum State {
    case waiting
    /// The request's head is there; the service is asked about it.
    case deciding(HTTPRequestHead)
    /// The request gets a WebSocket of this subprotocol when it is whole.
    case accepted(HTTPRequestHead, subprotocol: String)
    case done
  }

  /// Bytes of a message that a client may send; more ends the connection.
  private static let largestFrame = 1 << 16

  private let service: WebSocketService?
  private let speech: EventLoopPromise<ConnectionSpeech>
  /// Those of HTTP, which go when HTTP does.
  private let handlers: [any RemovableChannelHandler]
  private var state = State.waiting
  private var held: [HTTPServerRequestPart] = []

  private init(
    _ service: WebSocketService?, _ speech: EventLoopPromise<ConnectionSpeech>,
    _ handlers: [any RemovableChannelHandler]
  ) {
    self.service = service
    self.speech = speech
    self.handlers = handlers
  }

  /// Sets up a new connection for HTTP and, with a service, for WebSockets. To be called on its event loop.
  static func install(
    on channel: any Channel, _ service: WebSocketService?
  ) throws -> EventLoopFuture<ConnectionSpeech> {
    let promise = channel.eventLoop.makePromise(of: ConnectionSpeech.self)
    let encoder = HTTPResponseEncoder()
    let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
    let validator = NIOHTTPResponseHeadersValidator()
    let errors = HTTPServerProtocolErrorHandler()
    let pipeline = channel.pipeline.syncOperations
    // Without the pipelining helper reads go on during a response, so a client that leaves is noticed at once.
    do {
      try pipeline.addHandlers([encoder, decoder, validator, errors])
      try pipeline.addHandler(WebSocketGate(service, promise, [encoder, decoder, validator, errors]))
    } catch {
      promise.fail(error)
      throw error
    }
    return promise.futureResult
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    switch (state, part) {
    case (.waiting, .head(let head)):
      held.append(part)
      guard let service, Self.asksForWebSocket(head) else { return speakHTTP(context) }
      state = .deciding(head)
      let request = APIRequest(method: head.method.rawValue, uri: head.uri, headers: head.headers)
      let answer = context.eventLoop.makePromise(of: String?.self)
      answer.completeWithTask { await service.accept(request) }
      answer.futureResult.assumeIsolated().whenComplete { self.decide(context, (try? $0.get()) ?? nil) }
    case (.waiting, _): context.close(promise: nil)
    case (.deciding, _): held.append(part)
    case (.accepted(let head, let subprotocol), .end): speakWebSocket(context, head, subprotocol)
    case (.accepted, _): context.close(promise: nil)
    case (.done, _): context.fireChannelRead(data)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(ChannelError.eof)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case .done = state { return context.fireErrorCaught(error) }
    end(error)
    context.close(promise: nil)
  }

  func handlerRemoved(context: ChannelHandlerContext) { end(ChannelError.eof) }

  private func end(_ error: any Error) {
    if case .done = state { return }
    state = .done
    speech.fail(error)
  }

  private static func asksForWebSocket(_ head: HTTPRequestHead) -> Bool {
    head.method == .GET && head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
      && head.headers.first(name: "sec-websocket-key") != nil
      && head.headers.first(name: "sec-websocket-version") == "13"
  }

  private func decide(_ context: ChannelHandlerContext, _ subprotocol: String?) {
    guard case .deciding(let head) = state else { return }
    guard let subprotocol else { return speakHTTP(context) }
    state = .accepted(head, subprotocol: subprotocol)
    if case .end? = held.last { speakWebSocket(context, head, subprotocol) }
  }

  private func speakHTTP(_ context: ChannelHandlerContext) {
    state = .done
    do {
      speech.succeed(.http(try NIOAsyncChannel(wrappingChannelSynchronously: context.channel)))
    } catch {
      speech.fail(error)
      return context.close(promise: nil)
    }
    for part in held { context.fireChannelRead(wrapInboundOut(part)) }
    context.fireChannelReadComplete()
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  private func speakWebSocket(_ context: ChannelHandlerContext, _ head: HTTPRequestHead, _ subprotocol: String) {
    state = .done
    let key = head.headers.first(name: "sec-websocket-key") ?? ""
    let answer = HTTPResponseHead(
      version: .http1_1, status: .switchingProtocols,
      headers: [
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Accept": Self.acceptance(of: key),
        "Sec-WebSocket-Protocol": subprotocol,
      ])
    context.writeAndFlush(wrapOutboundOut(.head(answer)), promise: nil)
    let pipeline = context.pipeline.syncOperations
    let gone = handlers.map { pipeline.removeHandler($0) }
    let request = APIRequest(method: head.method.rawValue, uri: head.uri, headers: head.headers)
    EventLoopFuture.andAllSucceed(gone, on: context.eventLoop).assumeIsolated().flatMapThrowing {
      try pipeline.addHandlers([
        WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: Self.largestFrame)),
        WebSocketProtocolErrorHandler(isServer: true),
      ])
      self.speech.succeed(.webSocket(try NIOAsyncChannel(wrappingChannelSynchronously: context.channel), request))
      pipeline.removeHandler(self, promise: nil)
    }.whenFailure { error in
      self.speech.fail(error)
      context.close(promise: nil)
    }
  }

  /// What proves that the server understood the request (RFC 6455, section 1.3).
  private static func acceptance(of key: String) -> String {
    let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
    return Data(digest).base64EncodedString()
  }
}
