/// When the next frame may be drawn: data at most 10 times a second, keys at most 30 times (docs/decisions/0002).
struct FrameClock {
  /// Seconds between frames that new data causes.
  static let dataInterval = 0.1
  /// Seconds between frames that input causes.
  static let inputInterval = 0.033

  private var last = -Double.infinity
  /// The newest frame that input caused: a key waits for other keys' frames only, never for one of data.
  private var lastByInput = -Double.infinity
  private var due: Double?
  private var isInputWaiting = false

  /// Notes at `now` (in seconds of a monotonic clock) that the screen is out of date.
  mutating func invalidate(at now: Double, byInput: Bool) {
    let earliest = max(now, byInput ? lastByInput + Self.inputInterval : last + Self.dataInterval)
    due = min(due ?? .infinity, earliest)
    isInputWaiting = isInputWaiting || byInput
  }

  func isDue(at now: Double) -> Bool { due.map { $0 <= now } ?? false }

  mutating func drew(at now: Double) {
    last = now
    if isInputWaiting { lastByInput = now }
    isInputWaiting = false
    due = nil
  }

  /// The terminal did not take the frame: try again a little later, sooner if a key waits for it.
  mutating func postpone(at now: Double) {
    due = now + (isInputWaiting ? Self.inputInterval : Self.dataInterval)
    isInputWaiting = false
  }

  /// Milliseconds until the next frame, at most until `other` seconds from now.
  func wait(at now: Double, atMost other: Double) -> Int {
    let seconds = min(due.map { $0 - now } ?? .infinity, other)
    return max(0, Int((seconds * 1000).rounded(.up)))
  }
}
