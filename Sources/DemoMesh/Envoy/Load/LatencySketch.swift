#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Durations counted in buckets that grow by a constant factor, for quantiles with a bounded relative error.
struct LatencySketch: Sendable {
  /// Sixteen buckets for each doubling: their middles are within 2.2 % of what is in them.
  private static let perDoubling: Double = 16
  /// Seconds; what is shorter counts as this.
  private static let shortest = 1e-6

  private var counts: [Int: Int] = [:]
  private(set) var count = 0
  private(set) var largest: Double = 0

  mutating func record(_ seconds: Double) {
    let ratio = max(seconds, Self.shortest) / Self.shortest
    counts[Int(log2(ratio) * Self.perDoubling), default: 0] += 1
    count += 1
    largest = max(largest, seconds)
  }

  /// The duration that a share of all durations does not exceed; 0 without any.
  ///
  /// - Complexity: O(*b* log *b*) for *b* buckets in use.
  func quantile(_ share: Double) -> Double {
    let rank = Int((share * Double(count)).rounded(.up))
    var below = 0
    for (bucket, inside) in counts.sorted(by: { $0.key < $1.key }) {
      below += inside
      if below >= rank { return min(largest, Self.shortest * exp2((Double(bucket) + 0.5) / Self.perDoubling)) }
    }
    return largest
  }

  var summary: LatencySummary {
    LatencySummary(
      count: count, median: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99), largest: largest)
  }
}
