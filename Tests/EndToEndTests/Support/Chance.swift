import Foundation

/// What may happen by chance.
enum Chance {
  /// Whether `count` of `total` independent draws, each a hit with probability `share`, is no surprise: something as far
  /// off happens at least once in a million runs. By Chernoff's bound, which holds for every number of draws.
  static func allows(_ count: Int, of total: Int, share: Double) -> Bool {
    let seen = Double(count) / Double(total)
    func term(_ a: Double, _ b: Double) -> Double { a == 0 ? 0 : a * log(a / b) }
    let divergence = term(seen, share) + term(1 - seen, 1 - share)
    return exp(-Double(total) * divergence) > 1e-6
  }
}
