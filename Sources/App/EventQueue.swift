import Dashboard
import Synchronization

/// Events on their way to the UI thread. Any task or thread posts; only the UI thread drains.
final class EventQueue: Sendable {
  private let pending = Mutex<[DashboardEvent]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: ends the UI thread's wait; called when something is posted to an empty queue.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  /// Events that are posted together are drained together, so that one frame shows all of them.
  func post(_ events: DashboardEvent...) {
    let wasEmpty = pending.withLock { pending in
      defer { pending += events }
      return pending.isEmpty
    }
    if wasEmpty { wake() }
  }

  /// Takes all that was posted, in order.
  func drain() -> [DashboardEvent] {
    pending.withLock { events in
      let taken = events
      events.removeAll(keepingCapacity: true)
      return taken
    }
  }
}
