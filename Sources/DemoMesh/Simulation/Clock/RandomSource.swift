#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A seeded source of random numbers (xoshiro256++): one seed always gives one run.
struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Any seed will do; SplitMix64 spreads it over the state.
  init(seed: UInt64) {
    var mixer = seed
    func next() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      return RandomSource.mixed(mixer)
    }
    state = (next(), next(), next(), next())
  }

  /// SplitMix64's finaliser: a hash of one number.
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A hash of a text that is the same in every process, unlike `Hasher`'s.
  static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return mixed(hash)
  }

  mutating func next() -> UInt64 {
    func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
    let result = rotated(state.0 &+ state.3, 23) &+ state.0
    let t = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= t
    state.3 = rotated(state.3, 45)
    return result
  }

  /// Uniform in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0..<`count`, which must be positive.
  mutating func index(below count: Int) -> Int { Int(unit() * Double(count)) }

  /// True with the given probability.
  mutating func chance(_ probability: Double) -> Bool {
    probability > 0 && (probability >= 1 || unit() < probability)
  }

  /// The seconds to the next arrival of a Poisson process.
  mutating func interval(rate: Double) -> Double { -log(1 - unit()) / rate }

  /// A sample of a log-normal distribution.
  mutating func logNormal(median: Double, spread: Double) -> Double {
    guard spread > 0 else { return median }
    // Box and Muller; the second value is not kept, which keeps the state to the generator's own.
    let normal = (-2 * log(1 - unit())).squareRoot() * cos(2 * Double.pi * unit())
    return median * exp(spread * normal)
  }

  /// A random index with chances in proportion to `weights`, which must not be empty; the last if all are 0.
  mutating func weighted(_ weights: some Collection<Double>) -> Int {
    var left = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }
}
