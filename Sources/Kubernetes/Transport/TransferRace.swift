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
  enum Expiry: Error { case total, idle }

  let limits: TransferLimits
  let clock: any Clock<Duration>

  /// The work's result. The work is cancelled when a limit is reached.
  ///
  /// - Throws: `Expiry`, or what the work throws.
  func run<Value: Sendable>(_ work: @escaping @Sendable (Activity) async throws -> Value) async throws -> Value {
    let activity = Activity()
    let clock = clock
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
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }
}
