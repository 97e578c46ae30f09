/// The time that collecting goes by.
public protocol CollectorClock: Sendable {
  /// Seconds since 1970; never goes back but by `followSystem`.
  var now: Double { get }
  /// Seconds that the system's time is ahead: somebody has set it, or the machine was halted in a way that no clock counts.
  var drift: Double { get }
  /// Takes over the system's time.
  func followSystem()
  /// Seconds of processor time that the program has used; 0 where nobody counts.
  var processorSeconds: Double { get }
  /// Returns at `deadline`, or at once if it has passed; throws when the task is cancelled.
  func sleep(until deadline: Double) async throws
}

extension CollectorClock {
  public var drift: Double { 0 }
  public func followSystem() {}
  public var processorSeconds: Double { 0 }
}
