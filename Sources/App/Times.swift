import Glibc

/// The clocks that the loop reads; tests give their own.
struct Times: Sendable {
  /// Seconds since 1970.
  var wall: @Sendable () -> Double
  /// Seconds of a clock that never jumps.
  var monotonic: @Sendable () -> Double

  static let system = Times(wall: { seconds(CLOCK_REALTIME) }, monotonic: { seconds(CLOCK_MONOTONIC) })

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds that local time is ahead of UTC at a moment.
  static func utcOffset(at wall: Double) -> Int {
    var seconds = time_t(wall)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts.tm_gmtoff
  }
}
