import Synchronization

/// A time that a test moves by hand.
final class TestTime: Sendable {
  private let value = Mutex((now: ContinuousClock.now, wall: 1_800_000_000.0))
  var now: ContinuousClock.Instant { value.withLock { $0.now } }
  /// Seconds since 1970.
  var wall: Double { value.withLock { $0.wall } }

  func advance(_ by: Duration) {
    value.withLock { value in
      value.now += by
      value.wall += Double(by.components.seconds)
    }
  }

  /// Lets only the wall's clock go on.
  func sleep(_ seconds: Double) { value.withLock { $0.wall += seconds } }
}
