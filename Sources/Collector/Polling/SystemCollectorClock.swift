import FoundationEssentials
import Glibc

/// The system's time as it was at the start, carried on by a clock that nobody sets.
public struct SystemCollectorClock: CollectorClock {
  private let epoch: Double
  private let start: ContinuousClock.Instant

  public init() {
    epoch = Date().timeIntervalSince1970
    start = .now
  }

  public var now: Double { epoch + (ContinuousClock.now - start) / .seconds(1) }

  public var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  public func sleep(until deadline: Double) async throws {
    try await Task.sleep(until: start + .seconds(deadline - epoch), clock: .continuous)
  }
}
