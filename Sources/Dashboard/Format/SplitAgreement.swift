/// Whether an observed split of requests agrees with configured weights, as far as so many requests can tell.
///
/// Every request chooses its version by itself, so the count of a version is binomial. A version agrees when its weight
/// lies in the 99.9 % Wilson interval around its observed share (E. B. Wilson, JASA 22, 1927): unlike the normal
/// approximation it holds near 0 and 100 % and for few requests. So wide an interval is chosen since the question is asked anew at every poll:
/// at 95 % every card would raise a false alarm within minutes.
struct SplitAgreement: Hashable, Sendable {
  enum Verdict: Hashable, Sendable {
    case agrees, disagrees
    /// Too few requests to say anything.
    case tooFew
  }

  struct Row: Hashable, Sendable {
    var label: String
    /// Percent, 0...100.
    var configured: Double
    /// Percent, 0...100.
    var observed: Double
    /// The interval in which the true share lies with 99.9 % confidence, percent.
    var low: Double
    var high: Double
    var agrees: Bool
  }

  /// How requests were split before the weights were set, where a window reaches back to that time.
  struct Before: Hashable, Sendable {
    /// Requests per second of all versions.
    var rate: Double
    /// 0...1
    var shares: [Double]

    init(rates: [Double]) {
      let safe = rates.map { $0.isFinite ? max(0, $0) : 0 }
      let total = safe.reduce(0, +)
      rate = total
      shares = safe.map { total > 0 ? $0 / total : 0 }
    }
  }

  var rows: [Row]
  /// Requests that the verdict rests on.
  var requests: Double
  var verdict: Verdict

  /// Requests below which no verdict is given.
  static let leastRequests = 100.0
  /// The normal quantile of a two-sided 99.9 % interval.
  static let quantile = 3.2905267314919

  /// Half-widths above which a comparison across the moment of a change tells nothing, in percent.
  static let widest = 10.0

  /// - Parameters:
  ///   - counts: requests per version over the same stretch of time.
  ///   - before: how requests were split in the first `secondsBefore` of that time; what they account for is taken off
  ///     the counts, and their chance is added to the interval.
  init(
    labels: [String], weights: [Double], counts: [Double], before: Before? = nil, secondsBefore: Double = 0
  ) {
    let safe = counts.map { $0.isFinite ? max(0, $0) : 0 }
    let all = safe.reduce(0, +)
    let earlier = min(all, max(0, (before?.rate ?? 0) * secondsBefore))
    let total = all - earlier
    requests = total
    rows = []
    var isVague = false
    for (i, label) in labels.enumerated() where i < weights.count && i < safe.count {
      let share = before.map { i < $0.shares.count ? $0.shares[i] : 0 } ?? 0
      let count = max(0, min(total, safe[i] - earlier * share))
      var (low, high) = Self.interval(count: count, of: total)
      if earlier > 0, total > 0 {
        let p = count / total
        let half =
          Self.quantile * (earlier * share * (1 - share) + total * max(p * (1 - p), 1 / total)).squareRoot() / total
          * 100
        (low, high) = (max(0, min(low, p * 100 - half)), min(100, max(high, p * 100 + half)))
        if half > Self.widest { isVague = true }
      }
      let weight = max(0, min(100, weights[i].isFinite ? weights[i] : 0))
      rows.append(
        Row(
          label: label, configured: weight, observed: total > 0 ? count / total * 100 : 0, low: low, high: high,
          // A hundredth of a percent of slack: counts are rates times time, not whole numbers.
          agrees: weight >= low - 0.01 && weight <= high + 0.01))
    }
    verdict =
      total < Self.leastRequests || isVague ? .tooFew : rows.allSatisfy(\.agrees) ? .agrees : .disagrees
  }

  /// The Wilson interval in percent; 0...100 without requests.
  static func interval(count: Double, of total: Double) -> (low: Double, high: Double) {
    guard total > 0 else { return (0, 100) }
    let p = max(0, min(1, count / total))
    let z2 = quantile * quantile
    let centre = (p + z2 / (2 * total)) / (1 + z2 / total)
    let half = quantile * (p * (1 - p) / total + z2 / (4 * total * total)).squareRoot() / (1 + z2 / total)
    return (max(0, centre - half) * 100, min(1, centre + half) * 100)
  }
}
