import MeshModel

/// A histogram of request durations that can be added to others: quantiles come from the sum, never from quantiles.
struct LatencyHistogram: Hashable, Sendable {
  /// Upper bounds in milliseconds, ascending; the last is infinite.
  private(set) var bounds: [Double]
  /// What each bucket holds alone, between the bound before and its own; counts or counts per second.
  private(set) var counts: [Double]
  /// Milliseconds, in the unit of `counts`.
  var sum: Double
  /// As the proxy counted, in the unit of `counts`.
  var count: Double

  init(bounds: [Double] = [.infinity], counts: [Double] = [0], sum: Double = 0, count: Double = 0) {
    self.bounds = bounds
    self.counts = counts
    self.sum = sum
    self.count = count
  }

  /// From Prometheus' cumulative buckets, in any order. What would be negative, as in a page that contradicts itself,
  /// is zero.
  init(cumulative: [(bound: Double, count: Double)], sum: Double, count: Double) {
    let sorted = cumulative.sorted { $0.bound < $1.bound }
    var counts: [Double] = []
    var before = 0.0
    for bucket in sorted {
      counts.append(max(0, bucket.count - before))
      before = max(before, bucket.count)
    }
    var bounds = sorted.map(\.bound)
    if bounds.last != .infinity {
      bounds.append(.infinity)
      counts.append(max(0, count - before))
    }
    self.init(bounds: bounds, counts: counts, sum: sum, count: count)
  }

  /// The sum over all buckets.
  var total: Double { counts.reduce(0, +) }

  /// Adds another histogram. Where the bounds differ, both are spread evenly over the union of them.
  mutating func add(_ other: LatencyHistogram) {
    if bounds == other.bounds {
      for index in counts.indices { counts[index] += other.counts[index] }
    } else {
      let union = Array(Set(bounds + other.bounds)).sorted()
      let mine = spread(over: union)
      let theirs = other.spread(over: union)
      bounds = union
      counts = zip(mine, theirs).map { $0 + $1 }
    }
    sum += other.sum
    count += other.count
  }

  /// A part of it.
  func scaled(by factor: Double) -> LatencyHistogram {
    LatencyHistogram(bounds: bounds, counts: counts.map { $0 * factor }, sum: sum * factor, count: count * factor)
  }

  /// The quantile, 0...1, by linear interpolation within its bucket, as Prometheus does; the highest finite bound where
  /// it lies beyond. Nil without samples, or where the value is not above zero.
  func quantile(_ quantile: Double) -> Double? {
    let total = total
    guard total > 0 else { return nil }
    let rank = quantile * total
    var before = 0.0
    for index in counts.indices {
      let count = counts[index]
      let isLast = index == counts.count - 1
      guard before + count >= rank && count > 0 || isLast else {
        before += count
        continue
      }
      let lower = index == 0 ? 0 : bounds[index - 1]
      guard bounds[index].isFinite else { return lower > 0 ? lower : nil }
      let value = lower + (bounds[index] - lower) * (count > 0 ? (rank - before) / count : 1)
      return value > 0 ? value : nil
    }
    return nil
  }

  /// The usual figures; nil without samples.
  var latency: Latency? {
    let average = count > 0 && sum > 0 ? sum / count : nil
    let latency = Latency(p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), average: average)
    return latency == Latency() ? nil : latency
  }

  private func spread(over union: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: union.count)
    for index in counts.indices where counts[index] > 0 {
      let lower = index == 0 ? 0 : bounds[index - 1]
      let upper = bounds[index]
      for place in union.indices where union[place] > lower && union[place] <= upper {
        if upper.isFinite {
          let from = place == 0 ? 0 : max(lower, union[place - 1])
          result[place] += counts[index] * (union[place] - from) / (upper - lower)
        } else if union[place] == upper {
          result[place] += counts[index]
        }
      }
    }
    return result
  }
}
