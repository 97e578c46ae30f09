/// The time that collecting goes by.
public protocol CollectorClock: Sendable {
  /// Seconds since 1970; never goes back.
  var now: Double { get }
  /// Seconds of processor time that the program has used; 0 where nobody counts.
  var processorSeconds: Double { get }
  /// Returns at `deadline`, or at once if it has passed; throws when the task is cancelled.
  func sleep(until deadline: Double) async throws
}

extension CollectorClock {
  public var processorSeconds: Double { 0 }
}
