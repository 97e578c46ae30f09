import Dashboard
import Synchronization
import Testing

@testable import App

@Suite struct EventQueueTests {
  @Test func `Events keep their order, and only the first of a batch wakes`() {
    let wakes = Mutex(0)
    let queue = EventQueue(wake: { wakes.withLock { $0 += 1 } })
    for text in ["a", "b", "c"] { queue.post(.message(.info, text)) }
    let texts = queue.drain().map { event in
      if case .message(_, let text) = event { text } else { "?" }
    }
    #expect(texts == ["a", "b", "c"])
    #expect(wakes.withLock { $0 } == 1)
    #expect(queue.drain().isEmpty)
    queue.post(.message(.info, "d"))
    #expect(wakes.withLock { $0 } == 2)
  }

  @Test func `Events that belong together are all there when the first one wakes`() {
    let seen = Mutex(0)
    let queue = Mutex<EventQueue?>(nil)
    let made = EventQueue(wake: { seen.withLock { $0 = queue.withLock { $0 }?.drain().count ?? 0 } })
    queue.withLock { $0 = made }
    made.post(.connection(.connected), .message(.info, "b"))
    #expect(seen.withLock { $0 } == 2)
  }

  @Test func `Nothing is lost when many tasks post while one drains`() async {
    let queue = EventQueue(wake: {})
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          for _ in 0..<500 { queue.post(.message(.info, "\(number)")) }
        }
      }
    }
    #expect(queue.drain().count == 4000)
  }
}
