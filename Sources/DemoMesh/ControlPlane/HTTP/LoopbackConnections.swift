import NIOCore
import NIOSSL
import Synchronization

/// The open connections of a server, each with the task that serves it, so that they can be ended together.
final class LoopbackConnections: Sendable {
  private struct State {
    var isEnded = false
    var open: [ObjectIdentifier: (channel: any Channel, task: Task<Void, Never>)] = [:]
  }

  private let state = Mutex(State())

  /// Serves a connection in a task of its own, which is cancelled when the connection ends.
  ///
  /// The work runs in every case, on a closed channel if need be: a `NIOAsyncChannel` must not go unused.
  func serve(_ channel: any Channel, _ work: @escaping @Sendable () async -> Void) {
    let id = ObjectIdentifier(channel)
    // The task cannot take itself out before it is in: that needs the lock.
    let (task, isEnded) = state.withLock { state in
      let task = Task { [self] in
        await work()
        remove(id)
      }
      state.open[id] = (channel, task)
      return (task, state.isEnded)
    }
    channel.closeFuture.whenComplete { _ in task.cancel() }
    if isEnded { Self.close(channel) }
  }

  /// Closes all connections, those that are accepted from now on too, and returns when their tasks have ended.
  func end() async {
    let open = state.withLock { state in
      state.isEnded = true
      return Array(state.open.values)
    }
    for connection in open {
      connection.task.cancel()
      Self.close(connection.channel)
    }
    for connection in open { await connection.task.value }
  }

  private func remove(_ id: ObjectIdentifier) { state.withLock { $0.open[id] = nil } }

  /// Closes without the farewell of TLS, for which a silent client would have seconds to answer.
  private static func close(_ channel: any Channel) {
    channel.eventLoop.execute {
      if let tls = try? channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self) {
        tls.close(promise: nil)
      } else {
        channel.close(promise: nil)
      }
    }
  }
}
