/// Any clock, with its time as the span since this value was made.
struct ElapsedClock: Sendable {
  private let read: @Sendable () -> Duration
  private let wait: @Sendable (Duration) async throws -> Void

  init<Base: Clock>(_ clock: Base) where Base.Duration == Duration {
    let start = clock.now
    read = { start.duration(to: clock.now) }
    wait = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
  }

  /// Time since the start.
  var now: Duration { read() }

  /// Waits until so much time has passed since the start.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  func sleep(until time: Duration) async throws { try await wait(time) }

  /// Waits; not at all for a span of 0 or less.
  func sleep(for span: Duration) async throws {
    if span > .zero { try await wait(read() + span) }
  }

  /// Runs work that is cancelled when it takes longer than `patience`; nil waits for ever.
  ///
  /// - Throws: what the work throws, or `PatienceError` when its time was up.
  func limited<Value: Sendable>(
    to patience: Duration?, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard let patience else { return try await work() }
    return try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await sleep(for: patience)
        throw PatienceError()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }
}
