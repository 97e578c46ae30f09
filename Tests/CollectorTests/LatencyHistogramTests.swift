import Testing

@testable import Collector

@Suite struct LatencyHistogramTests {
  static func histogram(_ values: [Double], bounds: [Double]) -> LatencyHistogram {
    LatencyHistogram(
      cumulative: bounds.map { bound in (bound, Double(values.count { $0 <= bound })) }, sum: values.reduce(0, +),
      count: Double(values.count))
  }

  @Test(arguments: [(0.05, 1.0), (0.25, 4.0), (0.5, 7.5), (0.6, 10.0), (0.95, 53.75), (1.0, 60.0)])
  func quantilesAreInterpolated(_ quantile: Double, _ value: Double) {
    let histogram = LatencyHistogram(
      cumulative: [(2, 10), (4, 25), (5, 40), (10, 60), (60, 100), (.infinity, 100)], sum: 1, count: 1)
    #expect(near(histogram.quantile(quantile), value))
  }

  @Test func beyondTheLastBoundTheBoundIsTold() {
    let histogram = LatencyHistogram(cumulative: [(10, 1), (100, 2), (.infinity, 10)], sum: 1, count: 10)
    #expect(histogram.quantile(0.99) == 100)
    #expect(LatencyHistogram(cumulative: [(.infinity, 10)], sum: 1, count: 10).quantile(0.5) == nil)
  }

  @Test func withoutSamplesThereIsNothing() {
    #expect(LatencyHistogram().latency == nil)
    #expect(LatencyHistogram().quantile(0.5) == nil)
  }

  @Test func aContradictionIsBorne() {
    let histogram = LatencyHistogram(cumulative: [(10, 5), (20, 3), (.infinity, 4)], sum: 10, count: 4)
    #expect(histogram.counts == [5, 0, 0])
  }

  @Test func theSumOfPartsIsTheWhole() {
    var random = SeededGenerator(seed: 5)
    let bounds: [Double] = [1, 5, 10, 50, 100, 500, .infinity]
    for _ in 0..<200 {
      let values = (0..<Int.random(in: 1...60, using: &random)).map { _ in Double.random(in: 0...900, using: &random) }
      let cut = Int.random(in: 0...values.count, using: &random)
      var merged = Self.histogram(Array(values[..<cut]), bounds: bounds)
      merged.add(Self.histogram(Array(values[cut...]), bounds: bounds))
      let whole = Self.histogram(values, bounds: bounds)
      #expect(merged.counts == whole.counts)
      for quantile in [0.5, 0.95, 0.99] { #expect(merged.quantile(quantile) == whole.quantile(quantile)) }
    }
  }

  @Test func differentBoundsAreSpread() {
    var fine = LatencyHistogram(cumulative: [(5, 10), (10, 20), (.infinity, 20)], sum: 0, count: 20)
    fine.add(LatencyHistogram(cumulative: [(10, 20), (.infinity, 24)], sum: 0, count: 24))
    #expect(fine.bounds == [5, 10, .infinity])
    #expect(fine.counts == [20, 20, 4])
  }
}
