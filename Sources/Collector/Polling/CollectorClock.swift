/// The time that collecting goes by.
public protocol CollectorClock: Sendable {
  /// Seconds since 1970; never goes back.
  var now: Double { get }
  /// Returns at `deadline`, or at once if it has passed; throws when the task is cancelled.
  func sleep(until deadline: Double) async throws
}
