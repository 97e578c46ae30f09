import NIOCore
import NIOWebSocket

/// The server's side of a command over a WebSocket: binary messages whose first byte names the channel.
struct ExecStream: Sendable {
  /// What can be spoken, the best first. They differ in what a client may send, which is not read here.
  static let versions = ["v5.channel.k8s.io", "v4.channel.k8s.io"]

  private enum Channel: UInt8 { case output = 1, errors, status }

  /// Bytes of output in one message, as the kubelet sends them.
  private static let piece = 32 << 10
  /// How long a client may take to close after the end.
  private static let farewell = Duration.seconds(5)

  let inbound: WebSocketService.Inbound
  let outbound: WebSocketService.Outbound

  /// The first of the versions that a client offers which is known here.
  static func version(for request: APIRequest) -> String? {
    request.headers[canonicalForm: "sec-websocket-protocol"].map(String.init).first { versions.contains($0) }
  }

  /// Sends what a command printed and how it ended, and takes leave.
  func send(_ result: CommandResult, _ order: ExecOrder) async throws {
    // An empty message tells the client that the command runs.
    try await write(order.wantsOutput ? .output : .errors, [])
    if order.wantsOutput { try await write(.output, pieces: result.output) }
    if order.isTerminal {
      if order.wantsOutput { try await write(.output, pieces: result.errors) }
    } else if order.wantsErrors {
      try await write(.errors, pieces: result.errors)
    }
    try await write(.status, result.status.serializedBytes()[...])
    var close = ByteBuffer()
    close.write(webSocketErrorCode: .normalClosure)
    try await outbound.write(WebSocketFrame(fin: true, opcode: .connectionClose, data: close))
    try await waitForFarewell()
  }

  /// Reads until the client is done: what is still unread when a connection closes would cut off what it has not read.
  private func waitForFarewell() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for try await frame in inbound {
          switch frame.opcode {
          case .connectionClose: return
          case .ping: try await outbound.write(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData))
          default: continue
          }
        }
      }
      group.addTask { try await Task.sleep(for: Self.farewell) }
      try await group.next()
      group.cancelAll()
    }
  }

  private func write(_ channel: Channel, pieces bytes: [UInt8]) async throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      try await write(channel, rest.prefix(Self.piece))
      rest = rest.dropFirst(Self.piece)
    }
  }

  private func write(_ channel: Channel, _ bytes: ArraySlice<UInt8>) async throws {
    var data = ByteBuffer()
    data.reserveCapacity(bytes.count + 1)
    data.writeInteger(channel.rawValue)
    data.writeBytes(bytes)
    try await outbound.write(WebSocketFrame(fin: true, opcode: .binary, data: data))
  }
}
