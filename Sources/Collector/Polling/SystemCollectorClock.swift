import FoundationEssentials

/// The system's time as it was at the start, carried on by a clock that nobody sets.
public struct SystemCollectorClock: CollectorClock {
  private let epoch: Double
  private let start: ContinuousClock.Instant

  public init() {
    epoch = Date().timeIntervalSince1970
    start = .now
  }

  public var now: Double { epoch + (ContinuousClock.now - start) / .seconds(1) }

  public func sleep(until deadline: Double) async throws {
    try await Task.sleep(until: start + .seconds(deadline - epoch), clock: .continuous)
  }
}
