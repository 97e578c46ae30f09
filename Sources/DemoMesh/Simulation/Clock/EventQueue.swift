/// What is to happen when, earliest first, in the order of scheduling where times are equal: a binary heap.
struct EventQueue {
  /// A scheduled event, for `cancel`.
  struct Token {
    fileprivate var slot: Int32
    fileprivate var sequence: UInt64
  }

  /// The heap holds plain numbers, so that sifting moves no references; the work stays in `slots`.
  private struct Entry {
    var time: Double
    var sequence: UInt64
    var slot: Int32
  }

  private struct Slot {
    var sequence: UInt64
    var run: (() -> Void)?
  }

  private var heap: [Entry] = []
  private var slots: [Slot] = []
  private var free: [Int32] = []
  private var nextSequence: UInt64 = 0

  /// The time of the earliest event.
  var nextTime: Double? { heap.first?.time }

  /// - Complexity: O(log *n*).
  @discardableResult
  mutating func schedule(at time: Double, _ run: @escaping () -> Void) -> Token {
    let sequence = nextSequence
    nextSequence += 1
    let slot: Int32
    if let reused = free.popLast() {
      slot = reused
      slots[Int(slot)] = Slot(sequence: sequence, run: run)
    } else {
      slot = Int32(slots.count)
      slots.append(Slot(sequence: sequence, run: run))
    }
    heap.append(Entry(time: time, sequence: sequence, slot: slot))
    siftUp(heap.count - 1)
    return Token(slot: slot, sequence: sequence)
  }

  /// Forgets an event; one that has happened is no matter. Its place in the heap goes when its time comes.
  mutating func cancel(_ token: Token) {
    guard slots[Int(token.slot)].sequence == token.sequence else { return }
    slots[Int(token.slot)].run = nil
  }

  /// Removes the earliest event; its work is nil if it was cancelled.
  ///
  /// - Complexity: O(log *n*).
  mutating func popFirst() -> (time: Double, run: (() -> Void)?)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      siftDown()
    }
    let run = slots[Int(first.slot)].run
    slots[Int(first.slot)].run = nil
    free.append(first.slot)
    return (first.time, run)
  }

  private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
    a.time < b.time || (a.time == b.time && a.sequence < b.sequence)
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    let entry = heap[child]
    while child > 0 {
      let parent = (child - 1) / 2
      guard EventQueue.precedes(entry, heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = entry
  }

  private mutating func siftDown() {
    var parent = 0
    let entry = heap[0]
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, EventQueue.precedes(heap[child + 1], heap[child]) { child += 1 }
      guard EventQueue.precedes(heap[child], entry) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = entry
  }
}
