import Collector
import Synchronization

/// A clock that stands still until it is moved by hand; whoever sleeps by it sleeps until cancelled.
final class HandClock: CollectorClock {
  private let time = Mutex(1_800_000_000.0)

  var now: Double { time.withLock { $0 } }

  func advance(by seconds: Double) { time.withLock { $0 += seconds } }

  func sleep(until deadline: Double) async throws {
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }
}
