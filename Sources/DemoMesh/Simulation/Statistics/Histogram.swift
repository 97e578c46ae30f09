/// A histogram with Envoy's default bucket bounds, which Istio leaves as they are.
struct Histogram: Sendable {
  /// The upper bounds as Envoy prints them; `+Inf` follows.
  static let bounds: [Double] = [
    0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300_000, 600_000, 1_800_000, 3_600_000,
  ]
  static let boundTexts: [String] =
    ["0.5"] + bounds.dropFirst().map { String(Int($0)) } + ["+Inf"]

  /// Samples of each bucket alone, not of those below it; the last is beyond all bounds.
  private(set) var counts = [UInt64](repeating: 0, count: Histogram.bounds.count + 1)
  private(set) var sum: Double = 0

  /// Records a sample; like Envoy, in whole units.
  mutating func record(_ value: UInt64) {
    let sample = Double(value)
    var low = 0
    var high = Histogram.bounds.count
    while low < high {
      let middle = (low + high) / 2
      if sample <= Histogram.bounds[middle] { high = middle } else { low = middle + 1 }
    }
    counts[low] += 1
    sum += sample
  }
}
