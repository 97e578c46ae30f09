import TrafficConfig

/// Whether an observed split of requests agrees with configured weights, as far as so many requests can tell.
///
/// Every request chooses its version by itself, so the count of a version is binomial. A version agrees when its weight
/// lies in the 99.9 % Wilson interval around its observed share. So wide an interval is chosen since the question is
/// asked anew at every poll: at 95 % every card would raise a false alarm within minutes.
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

  var rows: [Row]
  /// Requests that the verdict rests on.
  var requests: Double
  var verdict: Verdict

  /// Requests below which no verdict is given.
  static let leastRequests = 100.0
  /// - Parameter counts: requests per version over the same stretch of time.
  init(labels: [String], weights: [Double], counts: [Double]) {
    let safe = counts.map { $0.isFinite ? max(0, $0) : 0 }
    let total = safe.reduce(0, +)
    requests = total
    rows = []
    for (i, label) in labels.enumerated() where i < weights.count && i < safe.count {
      let share = WilsonInterval.share(safe[i], of: total, quantile: WilsonInterval.quantile999).scaled(by: 100)
      let (low, high) = (share.low, share.high ?? 100)
      let weight = max(0, min(100, weights[i].isFinite ? weights[i] : 0))
      rows.append(
        Row(
          label: label, configured: weight, observed: total > 0 ? safe[i] / total * 100 : 0, low: low, high: high,
          // A hundredth of a percent of slack: counts are rates times time, not whole numbers.
          agrees: weight >= low - 0.01 && weight <= high + 0.01))
    }
    verdict = total < Self.leastRequests ? .tooFew : rows.allSatisfy(\.agrees) ? .agrees : .disagrees
  }
}
