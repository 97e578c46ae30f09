import MeshModel
import Testing

@testable import TrafficConfig

@Suite("Confidence intervals") struct IntervalTests {
  @Test(
    "a share has the score interval of the literature (Newcombe 1998, Two-sided confidence intervals, table I)",
    arguments: [(81.0, 263.0, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)])
  func share(count: Double, total: Double, low: Double, high: Double) throws {
    let found = WilsonInterval.share(count, of: total)
    #expect(abs(found.low - low) < 0.00006)
    #expect(abs(try #require(found.high) - high) < 0.00006)
    #expect(found.value == count / total)
  }

  @Test(
    "a difference of shares has the interval of method 10 (Newcombe 1998, Statistics in Medicine 17, 873, table II)",
    arguments: [
      (56.0, 70.0, 48.0, 80.0, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
      (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
      (10, 10, 0, 20, 0.6791, 1), (10, 10, 0, 10, 0.6075, 1),
    ])
  func difference(a: Double, m: Double, b: Double, n: Double, low: Double, high: Double) throws {
    let found = EstimateDifference(WilsonInterval.share(a, of: m), less: WilsonInterval.share(b, of: n))
    #expect(abs(found.value - (a / m - b / n)) < 1e-12)
    #expect(abs(try #require(found.low) - low) < 0.00006)
    #expect(abs(try #require(found.high) - high) < 0.00006)
    // Turned round it is the same with the other sign.
    let turned = EstimateDifference(WilsonInterval.share(b, of: n), less: WilsonInterval.share(a, of: m))
    #expect(abs(try #require(turned.low) + high) < 0.00006)
    #expect(abs(try #require(turned.high) + low) < 0.00006)
  }

  @Test(
    "ranks that enclose a quantile, as tables of the binomial distribution have them",
    arguments: [
      (5, 0.5, nil, nil), (6, 0.5, 1, 6), (10, 0.5, 2, 9), (15, 0.5, 4, 12), (20, 0.5, 6, 15), (25, 0.5, 8, 18),
      (100, 0.5, 40, 61), (1_000, 0.5, 469, 532), (100, 0.95, 90, 100), (100, 0.99, 97, nil), (367, 0.99, 359, nil),
      (1_000, 0.99, 983, 997), (5_000, 0.99, 4_936, 4_964), (100_000, 0.95, 94_864, 95_136), (1, 0.5, nil, nil),
    ] as [(Int, Double, Int?, Int?)])
  func ranks(count: Int, quantile: Double, low: Int?, high: Int?) {
    let found = QuantileInterval.ranks(of: quantile, among: count)
    #expect(found.low == low)
    #expect(found.high == high)
  }

  static let buckets = LatencyBuckets([
    .init(lower: 0, upper: 5, count: 400), .init(lower: 5, upper: 10, count: 500),
    .init(lower: 10, upper: 25, count: 80),
    .init(lower: 25, upper: 50, count: 19), .init(lower: 50, upper: .infinity, count: 1),
  ])

  @Test("a quantile lies between bounds of buckets")
  func quantiles() throws {
    let half = try #require(QuantileInterval.estimate(0.5, of: Self.buckets))
    #expect(half == Estimate(value: 6, low: 5, high: 10))
    // Rank 936 to 964 of 1,000.
    let most = try #require(QuantileInterval.estimate(0.95, of: Self.buckets))
    #expect(most.low == 10 && most.high == 25 && most.value > 10 && most.value < 25)
    // Rank 983 to 997.
    let tail = try #require(QuantileInterval.estimate(0.99, of: Self.buckets))
    #expect(tail.low == 25 && tail.high == 50)
    // Ten of them cannot bound a tail.
    let few = LatencyBuckets([.init(lower: 5, upper: 10, count: 10)])
    #expect(QuantileInterval.estimate(0.99, of: few)?.high == nil)
    #expect(QuantileInterval.estimate(0.99, of: few)?.low == 5)
    // Nothing is known of what is beyond the last bound.
    let beyond = LatencyBuckets([.init(lower: 50, upper: .infinity, count: 1_000)])
    #expect(QuantileInterval.estimate(0.5, of: beyond) == Estimate(value: 50, low: 50, high: nil))
    #expect(QuantileInterval.estimate(0.5, of: LatencyBuckets()) == nil)
  }

  @Test("of many samples about 95 in 100 intervals hold the truth, or more", arguments: [0.5, 0.95])
  func coverage(quantile: Double) {
    var random = SeededGenerator(seed: 11)
    var hits = 0
    for _ in 0..<400 {
      // Durations are even between 0 and 100, in buckets of 2.
      var counts = [Double](repeating: 0, count: 50)
      for _ in 0..<300 { counts[min(49, Int(Double.random(in: 0..<50, using: &random)))] += 1 }
      let buckets = LatencyBuckets(
        counts.indices.map { .init(lower: Double($0) * 2, upper: Double($0 + 1) * 2, count: counts[$0]) })
      guard let found = QuantileInterval.estimate(quantile, of: buckets) else { continue }
      if found.low <= quantile * 100, quantile * 100 <= found.high ?? .infinity { hits += 1 }
    }
    #expect(hits >= 370)
  }

  @Test("whatever the counts, an interval holds its estimate and stays within 0 and 1")
  func sanity() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      let total = Double.random(in: 0.1...5_000, using: &random)
      let found = WilsonInterval.share(Double.random(in: 0...total, using: &random), of: total)
      let high = try #require(found.high)
      #expect(0 <= found.low && found.low <= found.value && found.value <= high && high <= 1)
    }
    #expect(WilsonInterval.share(3, of: 0) == Estimate(value: 0, low: 0, high: 1))
  }
}
