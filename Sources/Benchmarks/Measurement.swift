import Foundation
import Glibc

/// The one way in which anything is timed here.
///
/// The best of several runs is what the code can do; what lies above it is the machine's other work. Figures of one
/// process can be compared with each other, so every benchmark brings a yardstick where there is one.
enum Measurement {
  private static let clock = ContinuousClock()

  /// Seconds of the fastest of `runs` runs, each of `repeats` calls, per call.
  static func best(of runs: Int, repeats: Int = 1, _ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let time = try clock.measure { for _ in 0..<repeats { try work() } }
      best = min(best, time / .seconds(1))
    }
    return best / Double(repeats)
  }

  /// Seconds of one call.
  static func time(_ work: () throws -> Void) rethrows -> Double { try clock.measure(work) / .seconds(1) }

  /// Seconds of processor time that all threads have used so far.
  static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds of a clock that never jumps.
  static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Bytes of memory that the process has resident.
  static var residentBytes: Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// A number with some decimals.
  static func text(_ value: Double, _ decimals: Int = 0) -> String {
    String(format: "%.\(decimals)f", value)
  }

  /// Seconds as milliseconds.
  static func milliseconds(_ seconds: Double, _ decimals: Int = 2) -> String { text(seconds * 1_000, decimals) }
}
