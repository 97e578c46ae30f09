import Synchronization

/// Runs an exchange within its limits.
struct TransferRace: Sendable {
  /// Counts the signs of life of one exchange.
  final class Activity: Sendable {
    private let counter = Atomic<Int>(0)
    func note() { counter.wrappingAdd(1, ordering: .relaxed) }
    var count: Int { counter.load(ordering: .relaxed) }
  }

  /// Which limit was reached.
  enum Expiry: Error {
    case total, idle
    /// The machine or this program slept: the connection may be dead without a sign.
    case asleep
  }

  let limits: TransferLimits
  let clock: any Clock<Duration>
  var wakeWatch = WakeWatch.shared

  /// The work's result. The work is cancelled when a limit is reached.
  ///
  /// - Throws: `Expiry`, or what the work throws.
  func run<Value: Sendable>(_ work: @escaping @Sendable (Activity) async throws -> Value) async throws -> Value {
    let activity = Activity()
    let clock = clock
    let wakeWatch = wakeWatch
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await work(activity) }
      if let total = limits.total {
        group.addTask {
          try await clock.sleep(for: total)
          throw Expiry.total
        }
      }
      if let idle = limits.idle {
        group.addTask {
          while true {
            let before = activity.count
            try await clock.sleep(for: idle)
            if activity.count == before { throw Expiry.idle }
          }
        }
      }
      group.addTask {
        for await _ in wakeWatch.wakes() { throw Expiry.asleep }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }
}
