/// When the requests of an open load are due.
enum LoadPacing: Sendable, Hashable {
  /// At random, independently of each other, as many users' requests come.
  case poisson
  /// Evenly spaced, each up to so much of the space too early or too late; 0...1.
  case even(jitter: Double)

  /// The seconds from one request to the next.
  func interval(rate: Double, _ random: inout RandomSource) -> Double {
    switch self {
    case .poisson: random.interval(rate: rate)
    // The spread of a difference of two jittered times; its mean is the space itself.
    case .even(let jitter): max(0, 1 + jitter * (random.unit() - random.unit())) / rate
    }
  }
}
