/// The score interval of a share: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
/// JASA 22 (1927). Unlike the normal approximation it holds near 0 and 1 and for few requests.
public enum WilsonInterval {
  /// The normal quantile of a two-sided interval of 95 %.
  public static let quantile95 = 1.959963984540054
  /// That of one of 99.9 %.
  public static let quantile999 = 3.2905267314919

  /// The share with its interval, all of 0...1; 0...1 around nothing without requests.
  ///
  /// - Parameters:
  ///   - count: those that have it; cut to 0...total.
  ///   - total: need not be whole, as windows cut through polls.
  ///   - quantile: of the normal distribution, which is how sure it is to be.
  public static func share(_ count: Double, of total: Double, quantile: Double = quantile95) -> Estimate {
    guard total > 0, total.isFinite, count.isFinite else { return Estimate(value: 0, low: 0, high: 1) }
    let p = max(0, min(1, count / total))
    let z2 = quantile * quantile
    let centre = (p + z2 / (2 * total)) / (1 + z2 / total)
    let half = quantile * (p * (1 - p) / total + z2 / (4 * total * total)).squareRoot() / (1 + z2 / total)
    // At the ends rounding would leave a hair.
    return Estimate(
      value: p, low: p == 0 ? 0 : max(0, centre - half), high: p == 1 ? 1 : min(1, centre + half))
  }
}
