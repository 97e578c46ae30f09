import Synchronization

/// Spreads requests: a bucket of turns that fills at a steady rate, from which each request takes one. Who finds it
/// empty waits, in the order of asking.
final class RateLimiter: Sendable {
  private struct State {
    var turns: Double
    var updated: ContinuousClock.Instant
    var pausedUntil: ContinuousClock.Instant
  }

  private let perSecond: Double
  private let burst: Double
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state: Mutex<State>

  /// - Parameters:
  ///   - perSecond: turns that come back each second, more than 0.
  ///   - burst: turns that there are at most, and at first.
  init(
    perSecond: Double, burst: Int, now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.perSecond = perSecond
    self.burst = Double(burst)
    self.now = now
    let start = now()
    state = Mutex(State(turns: Double(burst), updated: start, pausedUntil: start))
  }

  /// Takes a turn.
  ///
  /// - Returns: how long to wait for it; zero for at once.
  func take() -> Duration {
    state.withLock { state in
      let time = now()
      state.turns = min(burst, state.turns + state.updated.duration(to: time).inSeconds * perSecond)
      state.updated = time
      state.turns -= 1
      let wait = state.turns >= 0 ? Duration.zero : .fromSeconds(-state.turns / perSecond)
      return max(wait, time.duration(to: state.pausedUntil), .zero)
    }
  }

  /// Lets nobody go on for so long, as the server asked: its newest word counts.
  func pause(for duration: Duration) { state.withLock { $0.pausedUntil = now() + duration } }
}
