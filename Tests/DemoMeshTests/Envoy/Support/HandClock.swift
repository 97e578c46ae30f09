import Synchronization

/// A clock that a test moves, or one that leaps to the end of each sleep.
final class HandClock: Clock {
  struct Instant: InstantProtocol {
    var time: Duration
    func advanced(by span: Duration) -> Instant { Instant(time: time + span) }
    func duration(to other: Instant) -> Duration { other.time - time }
    static func < (a: Instant, b: Instant) -> Bool { a.time < b.time }
  }

  private struct State {
    var now: Duration = .zero
    var nextID = 0
    var sleepers: [Int: (deadline: Duration, continuation: CheckedContinuation<Void, any Error>)] = [:]
    var cancelled: Set<Int> = []
    var watchers: [(isMet: @Sendable (Int) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let leaps: Bool
  private let state = Mutex(State())

  init(leaps: Bool = false) { self.leaps = leaps }

  var now: Instant { Instant(time: state.withLock { $0.now }) }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    if leaps {
      state.withLock { $0.now = max($0.now, deadline.time) }
      await Task.yield()
      return try Task.checkCancellation()
    }
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let error = state.withLock { state -> (any Error)?? in
          if state.cancelled.remove(id) != nil { return .some(CancellationError()) }
          if deadline.time <= state.now { return .some(nil) }
          state.sleepers[id] = (deadline.time, continuation)
          return nil
        }
        switch error {
        case .some(.some(let error)): continuation.resume(throwing: error)
        case .some(nil): continuation.resume()
        case nil: break
        }
        tell()
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper
      }
      sleeper?.continuation.resume(throwing: CancellationError())
      tell()
    }
  }

  /// Moves the time and wakes everyone whose time has come.
  func advance(by span: Duration) {
    let due = state.withLock { state in
      state.now += span
      let due = state.sleepers.filter { $0.value.deadline <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.sorted { $0.deadline < $1.deadline }
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Returns once so many sleep.
  func sleepers(_ isMet: @escaping @Sendable (Int) -> Bool) async {
    await withCheckedContinuation { continuation in
      state.withLock { $0.watchers.append((isMet, continuation)) }
      tell()
    }
  }

  private func tell() {
    let met = state.withLock { state in
      let count = state.sleepers.count
      let met = state.watchers.filter { $0.isMet(count) }
      state.watchers.removeAll { $0.isMet(count) }
      return met
    }
    for watcher in met { watcher.continuation.resume() }
  }
}
