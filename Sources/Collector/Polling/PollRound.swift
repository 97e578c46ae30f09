/// One round of polls: who is still to be asked, who is being asked, and what it took so far.
///
/// Proxies that did not answer last time have a lane of their own with a quarter of the slots, and a round is over
/// without them. Those that are still being asked when the next round begins count as late: they hold a slot, but
/// nobody waits for them.
struct PollRound: Sendable {
  private var waiting: [String] = []
  private var waitingSlow: [String] = []
  private var running: Set<String> = []
  private var late: Set<String> = []
  private var runningSlow: Set<String> = []
  /// When it began, in seconds since 1970.
  private(set) var start = 0.0
  /// From the start to the last answer.
  private(set) var seconds = 0.0
  /// What was read.
  private(set) var bytes = 0
  var isPublished = true
  /// It asks some proxies between two rounds: no step of the histories.
  private(set) var isBetween = false

  /// Whether every prompt proxy has answered or failed.
  var isDone: Bool { waiting.isEmpty && running.isEmpty }
  /// Whether every prompt proxy has at least been asked, so that another round makes sense.
  var isAsked: Bool { waiting.isEmpty }

  /// Begins anew. Those that are still being asked are not asked again.
  mutating func begin(at time: Double, prompt: [String], slow: [String], isBetween: Bool = false) {
    self.isBetween = isBetween
    start = time
    seconds = 0
    bytes = 0
    isPublished = false
    late.formUnion(running)
    running = []
    // Reversed, so that the next one is taken from the end.
    waiting = prompt.filter { !isBusy($0) }.reversed()
    waitingSlow = slow.filter { !isBusy($0) }.reversed()
  }

  /// Adds proxies to the round that is under way.
  mutating func add(_ ids: [String]) {
    for id in ids where !waiting.contains(id) && !isBusy(id) { waiting.insert(id, at: 0) }
  }

  /// The next proxy to ask, if there is a slot; it counts as being asked from now on.
  mutating func next(limit: Int) -> (id: String, isSlow: Bool)? {
    // However many are late, half of the slots stay for the others.
    if running.count + min(late.count, limit / 2) < limit, let id = waiting.popLast() {
      running.insert(id)
      return (id, false)
    }
    if runningSlow.count < max(1, limit / 4), let id = waitingSlow.popLast() {
      runningSlow.insert(id)
      return (id, true)
    }
    return nil
  }

  /// Notes that a proxy has answered after `seconds` from the round's start, or with nil failed. Returns whether the
  /// round is over by that and not published yet.
  mutating func finish(_ id: String, seconds elapsed: Double?, bytes count: Int) -> Bool {
    if late.remove(id) != nil || runningSlow.remove(id) != nil { return false }
    guard running.remove(id) != nil else { return false }
    if let elapsed {
      seconds = max(seconds, elapsed)
      bytes += count
    }
    return isDone && !isPublished
  }

  private func isBusy(_ id: String) -> Bool { running.contains(id) || late.contains(id) || runningSlow.contains(id) }
}
