import FoundationEssentials
import Glibc
import Synchronization

/// The system's time as it was at the start, carried on by a clock that nobody sets.
public final class SystemCollectorClock: CollectorClock {
  private let epoch: Mutex<Double>
  private let start = ContinuousClock.now

  public init() { epoch = Mutex(Date().timeIntervalSince1970) }

  public var now: Double { epoch.withLock { $0 } + (ContinuousClock.now - start) / .seconds(1) }

  public var drift: Double { Date().timeIntervalSince1970 - now }

  public func followSystem() {
    let drift = drift
    epoch.withLock { $0 += drift }
  }

  public var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  public func sleep(until deadline: Double) async throws {
    let passed = deadline - epoch.withLock { $0 }
    try await Task.sleep(until: start + .seconds(passed), clock: .continuous)
  }
}
