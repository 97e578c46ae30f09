import Foundation
import Synchronization

/// The signals that stop the program as a stream, for work that has something to do before it ends.
///
/// Make it before any other thread starts.
final class SignalStream: Sendable {
  /// The numbers, as they come.
  let signals: AsyncStream<Int32>
  private let newest = Mutex<Int32?>(nil)

  init() {
    let stop = StopSignals()
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    signals = stream
    Thread.detachNewThread { [weak self] in
      while true {
        let number = stop.wait()
        guard let self else { return }
        self.newest.withLock { $0 = number }
        continuation.yield(number)
      }
    }
  }

  /// The newest signal; nil if none came.
  var last: Int32? { newest.withLock { $0 } }
}
