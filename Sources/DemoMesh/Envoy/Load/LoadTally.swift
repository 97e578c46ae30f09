import Synchronization

/// Counts what becomes of requests, from any number of tasks at the same time.
final class LoadTally: Sendable {
  private struct State {
    var sent = 0
    var answered: [Int: Int] = [:]
    var failed = 0
    var overflow = 0
    var outstanding = 0
    var latency = LatencySketch()
  }

  private let state = Mutex(State())

  var summary: LoadSummary {
    state.withLock { state in
      LoadSummary(
        sent: state.sent, answered: state.answered, failed: state.failed, overflow: state.overflow,
        outstanding: state.outstanding, latency: state.latency.summary)
    }
  }

  /// Takes a place for a request, unless `limit` are under way: then the request counts as overflow.
  func begin(limit: Int) -> Bool {
    state.withLock { state in
      guard state.outstanding < limit else {
        state.overflow += 1
        return false
      }
      state.sent += 1
      state.outstanding += 1
      return true
    }
  }

  /// Sends a request that has begun and counts what becomes of it. One that was cancelled counts as nothing but sent.
  ///
  /// - Returns: whether there was a response.
  func finish(
    _ entry: EntryLoad, clock: ElapsedClock, _ send: @Sendable (EntryLoad) async throws -> Int
  ) async -> Bool {
    let start = clock.now
    do {
      let status = try await send(entry)
      let seconds = (clock.now - start) / .seconds(1)
      state.withLock { state in
        state.outstanding -= 1
        state.answered[status, default: 0] += 1
        state.latency.record(seconds)
      }
      return true
    } catch {
      let isCancelled = Task.isCancelled
      state.withLock { state in
        state.outstanding -= 1
        if !isCancelled { state.failed += 1 }
      }
      return false
    }
  }
}
