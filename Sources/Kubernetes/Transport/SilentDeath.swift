import Glibc
import NIOCore

/// Connections whose other end is gone without a word: after a change of networks, or in something between that forgets
/// quiet connections. The kernel finds them out long before a request's patience is over.
enum SilentDeath {
  /// Milliseconds that what was sent may stay unacknowledged before the connection counts as dead.
  private static let unacknowledged: SocketOptionValue = 10_000
  /// Seconds of quiet before the other end is probed.
  private static let quiet: SocketOptionValue = 20
  /// Seconds between probes.
  private static let distance: SocketOptionValue = 5
  /// Probes that may go unanswered.
  private static let probes: SocketOptionValue = 3

  /// Has the kernel watch a new connection. What cannot be set is done without.
  static func watch(_ channel: any Channel) -> EventLoopFuture<Void> {
    let options: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = [
      (.init(level: .socket, name: .so_keepalive), 1), (tcp(TCP_KEEPIDLE), quiet), (tcp(TCP_KEEPINTVL), distance),
      (tcp(TCP_KEEPCNT), probes), (tcp(TCP_USER_TIMEOUT), unacknowledged),
    ]
    let done = options.map { option, value in channel.setOption(option, value: value).recover { _ in } }
    return EventLoopFuture.andAllComplete(done, on: channel.eventLoop)
  }

  private static func tcp(_ name: Int32) -> ChannelOptions.Types.SocketOption {
    .init(level: .tcp, name: .init(rawValue: name))
  }
}
