import Synchronization

/// A time that a test moves by hand.
final class TestTime: Sendable {
  private let value = Mutex(ContinuousClock.now)
  var now: ContinuousClock.Instant { value.withLock { $0 } }
  func advance(_ by: Duration) { value.withLock { $0 += by } }
}
