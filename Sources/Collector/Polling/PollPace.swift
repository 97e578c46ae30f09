/// When to poll: twice in quick succession, then at an even pace, slower if the mesh is too large for it.
struct PollPace: Sendable {
  /// Seconds between the first two polls, so that rates show soon.
  static let quick = 1.0
  /// What reading may take from the network, in bytes per second.
  static let bytesPerSecond = 32_000_000.0
  /// What the whole program may take of a processor core.
  static let processorShare = 0.5

  /// What makes the interval longer than was wanted.
  enum Limit: Hashable, Sendable {
    case answers, bytes, processor
  }

  /// What the user wants, in seconds.
  var refresh: Double
  /// What it takes: at least `refresh`.
  private(set) var interval: Double
  /// Nil while the interval is the one that was wanted.
  private(set) var limit: Limit?
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

  /// Takes in what a round of polls took; a fifth of the interval is kept free.
  ///
  /// - Parameters:
  ///   - seconds: from its start to the last answer.
  ///   - bytes: what it read.
  ///   - processor: seconds of processor time that the program has used since the round before; 0 where not known.
  mutating func learn(seconds: Double, bytes: Int, processor: Double = 0) {
    let needs: [(Limit, Double)] = [
      (.answers, seconds * 1.25), (.bytes, Double(bytes) / Self.bytesPerSecond),
      (.processor, processor / Self.processorShare),
    ]
    guard let most = needs.max(by: { $0.1 < $1.1 }), most.1 > refresh else {
      interval = refresh
      limit = nil
      return
    }
    interval = most.1.rounded(.up)
    limit = most.0
  }
}
