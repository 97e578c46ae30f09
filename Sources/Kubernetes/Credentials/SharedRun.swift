import Synchronization

/// Work that many may ask for at the same time, and that is done once for all of them.
final class SharedRun<Value: Sendable>: Sendable {
  private struct State {
    var isRunning = false
    var next = 0
    var waiting: [Int: CheckedContinuation<Value?, Never>] = [:]
  }

  private let state = Mutex(State())

  /// Starts the work, or joins the one under way.
  ///
  /// - Returns: its result, or nil if the caller's task was cancelled; the work goes on for the others.
  func value(_ work: @escaping @Sendable () async -> Value) async -> Value? {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let starts = state.withLock { state in
          state.waiting[id] = continuation
          defer { state.isRunning = true }
          return !state.isRunning
        }
        if starts { Task.detached { self.finish(await work()) } }
        // The handler below may have run before there was anything to take away.
        if Task.isCancelled { leave(id) }
      }
    } onCancel: {
      leave(id)
    }
  }

  private func finish(_ value: Value) {
    let waiting = state.withLock { state in
      defer {
        state.waiting = [:]
        state.isRunning = false
      }
      return state.waiting.values
    }
    for continuation in waiting { continuation.resume(returning: value) }
  }

  private func leave(_ id: Int) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: nil)
  }
}
