import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Notices that the machine slept, or that this program was stopped for a while, by looking at the clocks regularly.
final class WakeWatch: Sendable {
  static let shared = WakeWatch()

  /// Compares how far the clocks have come with how far they should have.
  struct Detector: Sendable {
    /// Between two looks.
    static let interval = Duration.seconds(5)
    /// A look that comes so much later than it should is late because nothing ran.
    private static let tolerance = Duration.seconds(10)

    private var last: (running: Duration, wall: Duration)?

    /// - Parameters:
    ///   - running: time since the machine started, sleep included.
    ///   - wall: time since 1970; a virtual machine that was frozen only shows here.
    /// - Returns: whether there was a gap since the last look.
    mutating func look(running: Duration, wall: Duration) -> Bool {
      defer { last = (running, wall) }
      guard let last else { return false }
      let limit = Self.interval + Self.tolerance
      return running - last.running > limit || wall - last.wall > limit
    }
  }

  private struct State {
    var detector = Detector()
    var next = 0
    var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
    var isTicking = false
  }

  private let state = Mutex(State())

  /// A value after each gap.
  func wakes() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let (id, starts) = state.withLock { state in
      state.next += 1
      state.waiting[state.next] = continuation
      defer { state.isTicking = true }
      return (state.next, !state.isTicking)
    }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.waiting.removeValue(forKey: id) } }
    if starts { tick() }
    return stream
  }

  /// How many are told of gaps.
  var listeners: Int { state.withLock { $0.waiting.count } }

  /// Looks at the clocks from now on, for the rest of the program's life.
  private func tick() {
    let interval = TimeAmount.nanoseconds(Int64(Detector.interval.inSeconds * 1e9))
    MultiThreadedEventLoopGroup.singleton.any().scheduleRepeatedTask(initialDelay: .zero, delay: interval) { _ in
      self.look(running: Self.time(of: CLOCK_BOOTTIME), wall: Self.time(of: CLOCK_REALTIME))
    }
  }

  func look(running: Duration, wall: Duration) {
    let woken = state.withLock { state in
      state.detector.look(running: running, wall: wall) ? Array(state.waiting.values) : []
    }
    for continuation in woken { continuation.yield() }
  }

  private static func time(of clock: clockid_t) -> Duration {
    var time = timespec()
    clock_gettime(clock, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
