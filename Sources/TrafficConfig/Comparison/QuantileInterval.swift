import MeshModel

/// Between what bounds a quantile of durations lies.
///
/// Each request is faster than the true quantile with the quantile's own probability, so how many are is binomial, and two
/// ranks enclose the quantile whatever the durations are like: W. J. Conover, Practical Nonparametric Statistics (1999),
/// 3.2. Which bucket the request of a rank is in is known, not where in it: the bounds are those of buckets, so they
/// are wider than a list of durations would give, never narrower.
public enum QuantileInterval {
  /// The quantile with an interval of 95 %, in milliseconds; nil without requests.
  ///
  /// - Parameter quantile: above 0 and below 1.
  /// - Complexity: O(√requests + buckets).
  public static func estimate(_ quantile: Double, of latencies: LatencyBuckets) -> Estimate? {
    let total = latencies.total
    guard let value = latencies.quantile(quantile) else { return nil }
    let count = max(1, Int(min(total.rounded(), 1e9)))
    let ranks = ranks(of: quantile, among: count)
    func bucket(_ rank: Int) -> LatencyBuckets.Bucket? {
      latencies.bucket(ofRank: Double(rank) * total / Double(count))
    }
    let upper = ranks.high.flatMap(bucket)?.upper
    return Estimate(
      value: value, low: min(value, ranks.low.flatMap(bucket)?.lower ?? 0),
      high: upper.flatMap { $0.isFinite ? max($0, value) : nil })
  }

  /// The ranks, from 1, of the requests between which the quantile lies with 95 % or a little more. Nil where even the
  /// fastest, or the slowest, is not beyond it surely enough.
  ///
  /// - Complexity: O(√count).
  static func ranks(of quantile: Double, among count: Int) -> (low: Int?, high: Int?) {
    let tail = 0.025
    let (first, weights) = binomial(count, quantile)
    // How likely at most so many are below the quantile.
    var below = 0.0
    var low: Int?
    var high: Int?
    for (offset, weight) in weights.enumerated() {
      let number = first + offset
      if below <= tail, number >= 1 { low = number }
      if high == nil, 1 - below <= tail, number >= 1 { high = number }
      below += weight
    }
    let end = first + weights.count
    if high == nil, end <= count { high = end }
    return (low, high)
  }

  /// The probabilities of a binomial variable from `first` on, without those at either end that do not count.
  private static func binomial(_ count: Int, _ chance: Double) -> (first: Int, weights: [Double]) {
    let odds = chance / (1 - chance)
    let mode = min(count, Int((Double(count + 1) * chance).rounded(.down)))
    // Relative to that of the mode, which needs no factorials.
    var down: [Double] = []
    var weight = 1.0
    var k = mode
    while k > 0 {
      weight *= Double(k) / (Double(count - k + 1) * odds)
      guard weight > 1e-17 else { break }
      down.append(weight)
      k -= 1
    }
    var up: [Double] = [1]
    weight = 1
    k = mode
    while k < count {
      weight *= Double(count - k) / Double(k + 1) * odds
      guard weight > 1e-17 else { break }
      up.append(weight)
      k += 1
    }
    let all = down.reversed() + up
    let sum = all.reduce(0, +)
    return (mode - down.count, all.map { $0 / sum })
  }
}
