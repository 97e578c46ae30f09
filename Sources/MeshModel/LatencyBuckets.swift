/// How long requests took, as proxies count it: how many of them lay between two bounds. Nothing finer is known.
public struct LatencyBuckets: Hashable, Sendable {
  /// What took longer than `lower` and at most `upper`.
  public struct Bucket: Hashable, Sendable {
    /// Milliseconds.
    public let lower: Double
    /// Milliseconds; infinite for the last bucket of a histogram.
    public let upper: Double
    /// Requests, to a tenth: windows cut through polls.
    public let count: Double

    public init(lower: Double, upper: Double, count: Double) {
      self.lower = lower
      self.upper = upper
      self.count = count.isFinite ? (max(0, min(count, 1e15)) * 10).rounded() / 10 : 0
    }
  }

  /// Ascending, without those that are empty.
  public private(set) var buckets: [Bucket]

  /// - Parameter buckets: in any order.
  public init(_ buckets: [Bucket] = []) {
    self.buckets = buckets.filter { $0.count > 0 }.sorted { ($0.upper, $0.lower) < ($1.upper, $1.lower) }
  }

  /// Requests.
  public var total: Double { buckets.reduce(0) { $0 + $1.count } }
  public var isEmpty: Bool { buckets.isEmpty }

  /// Both together. Buckets of proxies that count with other bounds stand beside each other.
  ///
  /// - Complexity: O(n log n) in the number of buckets.
  public static func + (a: LatencyBuckets, b: LatencyBuckets) -> LatencyBuckets {
    var sum = a.buckets
    for bucket in b.buckets {
      if let place = sum.firstIndex(where: { $0.lower == bucket.lower && $0.upper == bucket.upper }) {
        sum[place] = Bucket(lower: bucket.lower, upper: bucket.upper, count: sum[place].count + bucket.count)
      } else {
        sum.append(bucket)
      }
    }
    return LatencyBuckets(sum)
  }

  /// The bucket that holds the value of a rank, from 1 for the fastest request; nil beyond the last request.
  ///
  /// - Complexity: O(buckets).
  public func bucket(ofRank rank: Double) -> Bucket? {
    var before = 0.0
    for bucket in buckets {
      before += bucket.count
      // Tenths do not add up exactly.
      if before + 1e-6 >= rank { return bucket }
    }
    return nil
  }

  /// The quantile, 0...1, by linear interpolation within its bucket; the highest finite bound where it lies beyond. Nil
  /// without requests.
  ///
  /// - Complexity: O(buckets).
  public func quantile(_ quantile: Double) -> Double? {
    let total = total
    guard total > 0 else { return nil }
    let rank = max(0, min(1, quantile)) * total
    var before = 0.0
    for (place, bucket) in buckets.enumerated() {
      guard before + bucket.count + 1e-6 >= rank || place == buckets.count - 1 else {
        before += bucket.count
        continue
      }
      guard bucket.upper.isFinite else { return bucket.lower }
      return bucket.lower + (bucket.upper - bucket.lower) * max(0, min(1, (rank - before) / bucket.count))
    }
    return nil
  }
}

/// One text, such as `1~5:340 5~10:12.5 10~inf:2`, so that a look at the mesh keeps its form whichever buckets are filled.
extension LatencyBuckets: Codable {
  private enum CodingKeys: String, CodingKey { case text }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .text)
    self.init(
      try text.split(separator: " ").map { part in
        let numbers = part.split(whereSeparator: { $0 == "~" || $0 == ":" }).map { Double($0) }
        guard numbers.count == 3, let lower = numbers[0], let upper = numbers[1], let count = numbers[2] else {
          throw DecodingError.dataCorruptedError(forKey: .text, in: container, debugDescription: "no bucket: \(part)")
        }
        return Bucket(lower: lower, upper: upper, count: count)
      })
  }

  public func encode(to encoder: any Encoder) throws {
    func short(_ number: Double) -> String {
      number.magnitude < 1e15 && number == number.rounded() ? "\(Int(number))" : "\(number)"
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(
      buckets.map { "\(short($0.lower))~\(short($0.upper)):\(short($0.count))" }.joined(separator: " "),
      forKey: .text)
  }
}
