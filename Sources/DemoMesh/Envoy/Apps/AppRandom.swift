import Synchronization

/// A seeded source of random numbers for the requests of one pod, which run at the same time.
final class AppRandom: Sendable {
  private let source: Mutex<RandomSource>

  init(seed: UInt64) { source = Mutex(RandomSource(seed: seed)) }

  /// Draws under a lock; `body` must be short.
  func draw<Value: Sendable>(_ body: (inout RandomSource) -> Value) -> Value {
    source.withLock { random in body(&random) }
  }
}
