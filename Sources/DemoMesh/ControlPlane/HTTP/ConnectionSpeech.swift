import NIOCore
import NIOHTTP1
import NIOWebSocket

/// What is spoken on a connection, as its first request decides.
enum ConnectionSpeech: Sendable {
  case http(NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>)
  case webSocket(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, APIRequest)
}
