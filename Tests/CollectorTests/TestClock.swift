import Synchronization

@testable import Collector

/// A clock that only moves when told to.
final class TestClock: CollectorClock {
  private struct Sleeper {
    let id: Int
    let deadline: Double
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Double
    var nextID = 0
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var drift = 0.0
    /// Who waits for a sleeper at or after a time.
    var watchers: [(deadline: Double, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Mutex<State>

  init(now: Double) { state = Mutex(State(now: now)) }

  var now: Double { state.withLock { $0.now } }
  var drift: Double { state.withLock { $0.drift } }

  /// Sets the system's time without a word to anybody.
  func setSystem(ahead seconds: Double) { state.withLock { $0.drift = seconds } }

  func followSystem() {
    let due = state.withLock { state in
      state.now += state.drift
      state.drift = 0
      let due = state.sleepers.filter { $0.deadline <= state.now }.sorted { $0.deadline < $1.deadline }
      state.sleepers.removeAll { $0.deadline <= state.now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  func sleep(until deadline: Double) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
          if state.cancelled.remove(id) != nil {
            continuation.resume(throwing: CancellationError())
            return []
          }
          if deadline <= state.now {
            continuation.resume()
            return []
          }
          state.sleepers.append(Sleeper(id: id, deadline: deadline, continuation: continuation))
          let ready = state.watchers.filter { $0.deadline <= deadline }
          state.watchers.removeAll { $0.deadline <= deadline }
          return ready.map(\.continuation)
        }
        for watcher in woken { watcher.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves the time and wakes everyone whose time has come, the earliest first.
  func advance(to time: Double) {
    let due = state.withLock { state -> [Sleeper] in
      state.now = max(state.now, time)
      let due = state.sleepers.filter { $0.deadline <= state.now }.sorted { $0.deadline < $1.deadline }
      state.sleepers.removeAll { $0.deadline <= state.now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Returns once somebody sleeps until `deadline` or later, or when the test is given up.
  func sleeper(until deadline: Double) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          if state.sleepers.contains(where: { $0.deadline >= deadline }) { return true }
          state.watchers.append((deadline, continuation))
          return false
        }
        if isThere { continuation.resume() }
      }
    } onCancel: {
      let watchers = state.withLock { state in
        defer { state.watchers = [] }
        return state.watchers
      }
      for watcher in watchers { watcher.continuation.resume() }
    }
  }

  /// Moves the time step by step, each once somebody sleeps until it or later.
  func walk(to times: Double...) async {
    for time in times {
      await sleeper(until: time)
      advance(to: time)
    }
  }
}
