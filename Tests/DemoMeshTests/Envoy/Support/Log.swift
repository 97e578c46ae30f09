import Synchronization

/// Values that come from other tasks, and waiting for so many of them.
final class Log<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var values: [Value] { state.withLock { $0.values } }

  func add(_ value: Value) {
    let met = state.withLock { state in
      state.values.append(value)
      let count = state.values.count
      let met = state.watchers.filter { $0.count <= count }
      state.watchers.removeAll { $0.count <= count }
      return met
    }
    for watcher in met { watcher.continuation.resume() }
  }

  /// Returns once there are so many values.
  func wait(for count: Int) async {
    await withCheckedContinuation { continuation in
      let isMet = state.withLock { state in
        if state.values.count >= count { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isMet { continuation.resume() }
    }
  }
}

/// Sleeps until the task is cancelled.
func sleepForEver() async throws { try await Task.sleep(for: .seconds(86_400)) }
