/// When to poll: twice in quick succession, then at an even pace, slower if the mesh is too large for it.
struct PollPace: Sendable {
  /// Seconds between the first two polls, so that rates show soon.
  static let quick = 1.0
  /// What reading may take from the network, in bytes per second.
  static let bytesPerSecond = 32_000_000.0

  /// What the user wants, in seconds.
  var refresh: Double
  /// What it takes: at least `refresh`.
  private(set) var interval: Double
  private var isFirst = true

  init(refresh: Double) {
    self.refresh = refresh
    interval = refresh
  }

  /// Whether polling cannot keep up with what the user wants.
  var isStretched: Bool { interval > refresh }

  /// The time of the tick after the one at `tick`, which may be just past. Ticks that are late by more than a quarter of
  /// the step are left out, the others stay where they were.
  mutating func next(after tick: Double, now: Double) -> Double {
    let step = isFirst ? min(Self.quick, interval) : interval
    isFirst = false
    let next = tick + step
    return next >= now - step / 4 ? next : next + ((now - next) / interval).rounded(.up) * interval
  }

  /// Takes in how long a round of polls took and how much it read; a fifth of the interval is kept free.
  mutating func learn(seconds: Double, bytes: Int) {
    let needed = max(seconds * 1.25, Double(bytes) / Self.bytesPerSecond)
    interval = needed <= refresh ? refresh : needed.rounded(.up)
  }
}
