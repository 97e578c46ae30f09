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

  func post(_ event: DashboardEvent) {
    let wasEmpty = pending.withLock { events in
      events.append(event)
      return events.count == 1
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
