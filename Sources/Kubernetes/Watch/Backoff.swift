/// Waits that grow after each failure, with jitter so that many clients do not come back together.
public struct Backoff: Sendable {
  private let first: Duration
  private let limit: Duration
  private let random: @Sendable () -> Double
  private var failures = 0

  /// - Parameters:
  ///   - random: a number in 0..<1 for each wait.
  public init(
    first: Duration = .milliseconds(800), limit: Duration = .seconds(30),
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.first = first
    self.limit = limit
    self.random = random
  }

  /// The next wait: the first one doubled for each failure before, up to the limit, of which half is left to chance.
  public mutating func next() -> Duration {
    let full = min(first * (1 << min(failures, 20)), limit)
    failures += 1
    return full / 2 + full / 2 * random()
  }

  /// Success: start small again.
  public mutating func reset() { failures = 0 }
}
