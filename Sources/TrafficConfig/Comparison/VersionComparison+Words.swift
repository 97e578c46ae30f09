import MeshModel
import Texts

extension VersionComparison {
  /// What can be said of the errors, such as `v2 fails 0.8 to 2.1 points more often than v1 (95 %), on 310 and 1,240
  /// requests.`
  public var errorSentence: String {
    if let low = errorDifference.low, let high = errorDifference.high, errorDifference.isMore || errorDifference.isLess
    {
      let (least, most) = low > 0 ? (low, high) : (-high, -low)
      let (range, mine, theirs) = (Self.range(least, most), Self.count(version.requests), Self.count(other.requests))
      return low > 0
        ? tr(
          "\(name) fails \(range) points more often than \(otherName) (95 %), on \(mine) and \(theirs) requests.")
        : tr(
          "\(name) fails \(range) points less often than \(otherName) (95 %), on \(mine) and \(theirs) requests.")
    }
    let fewest = Self.count(min(version.requests, other.requests))
    guard let leastShown else {
      return tr("No difference in errors can be told yet: \(fewest) requests are too few for any to show.")
    }
    return tr(
      "No difference in errors can be told yet: with \(fewest) requests a difference under \(Self.figure(leastShown)) "
        + "points would not show.")
  }

  /// What can be said of the latency, such as `v2 is slower: p50 by 3 to 12 ms, p95 by 20 to 61 ms (95 %).`
  public var latencySentence: String {
    guard let first = percentiles.first(where: { $0.difference != nil }) else {
      return tr("Latency cannot be compared: not both have requests whose time is known.")
    }
    var told: [String] = []
    for (isSlower, word) in [(true, tr("slower")), (false, tr("faster"))] {
      let parts = percentiles.compactMap { percentile -> String? in
        guard let difference = percentile.difference, isSlower ? difference.isMore : difference.isLess else {
          return nil
        }
        return "p\(percentile.percent) \(Self.amount(difference, isMore: isSlower))"
      }
      if !parts.isEmpty { told.append("\(word): \(parts.joined(separator: ", "))") }
    }
    guard told.isEmpty else { return tr("\(name) is \(told.joined(separator: "; ")) (95 %).") }
    let mine = first.version.map(Self.bounds) ?? ""
    let theirs = first.other.map(Self.bounds) ?? ""
    let place =
      mine == theirs
      ? tr("p\(first.percent) is at \(mine) for both") : tr("p\(first.percent) is at \(mine) and at \(theirs)")
    return tr(
      "No difference in latency can be told: as the proxies' buckets and the number of requests have it, \(place).")
  }

  /// `by 3 to 12 ms`, or `by 3 ms or more` where nothing bounds it.
  private static func amount(_ difference: EstimateDifference, isMore: Bool) -> String {
    let least = isMore ? difference.low : difference.high.map { -$0 }
    let most = isMore ? difference.high : difference.low.map { -$0 }
    let from = figure(least ?? 0)
    return most.map { tr("by \(from) to \(figure($0)) ms") } ?? tr("by \(from) ms or more")
  }

  /// `10 to 25 ms`, or `10 ms or more`.
  public static func bounds(_ estimate: Estimate) -> String {
    estimate.high.map { "\(range(estimate.low, $0)) ms" } ?? tr("\(figure(estimate.low)) ms or more")
  }

  public static func range(_ low: Double, _ high: Double) -> String { tr("\(figure(low)) to \(figure(high))") }

  /// A number as it is said: whole from 10 on, else with a decimal, and of what is near zero the first digit that is not.
  public static func figure(_ value: Double) -> String {
    let size = value.magnitude
    guard size.isFinite else { return "–" }
    if size >= 9.95 { return (value < 0 ? "-" : "") + count(size) }
    var scale = 10.0
    var decimals = 1
    while size > 0, decimals < 4, (size * scale).rounded() < 1 {
      scale *= 10
      decimals += 1
    }
    let digits = Int((size * scale).rounded())
    let rest = String(digits % Int(scale))
    let text =
      digits % Int(scale) == 0
      ? "\(digits / Int(scale))"
      : "\(digits / Int(scale))." + String(repeating: "0", count: decimals - rest.count) + rest
    return value < 0 && digits > 0 ? "-" + text : text
  }

  /// `1,240`
  static func count(_ value: Double) -> String {
    let digits = Array(String(Int(max(0, min(1e15, value.rounded())))))
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
