import Recording

/// A recording on the screen: how far it is, and how fast it goes on.
public struct Replay: Sendable {
  /// How many times as fast as it was.
  static let speeds: [Double] = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64]

  let recording: Recording
  let trail: MomentTrail
  /// The time that is shown, in seconds since 1970.
  var clock: Double
  var isPlaying = true
  var speed: Double
  /// When the clock was last moved, in the time of today; nil while it stands.
  var movedAt: Double?

  /// - Parameter speed: how many times as fast as it was, above 0.
  /// - Throws: `RecordingError.damaged`.
  /// - Complexity: O(size of the recording).
  public init(_ recording: Recording, speed: Double = 1) throws(RecordingError) {
    self.recording = recording
    trail = try MomentTrail(recording.moments)
    clock = recording.moments.time(at: 0)
    self.speed = speed
  }

  var end: Double { recording.moments.time(at: recording.moments.count - 1) }

  /// Lets the recording go on.
  ///
  /// - Returns: whether it came to its end.
  mutating func advance(to now: Double) -> Bool {
    defer { movedAt = now }
    guard isPlaying, let movedAt else { return false }
    clock += max(0, now - movedAt) * speed
    guard clock >= end else { return false }
    clock = end
    isPlaying = false
    return true
  }

  mutating func changeSpeed(up: Bool) {
    let other = up ? Self.speeds.first { $0 > speed } : Self.speeds.last { $0 < speed }
    speed = other ?? speed
  }

  /// The speed as the header says it.
  var speedText: String {
    speed == speed.rounded()
      ? "×\(Int(speed))" : "×\(Figures.fixed(speed, speed * 10 == (speed * 10).rounded() ? 1 : 2))"
  }
}
