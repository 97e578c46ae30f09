import Testing

@testable import Collector

@Suite struct PrometheusCadenceTests {
  private static func points(_ times: [Double]) -> [PrometheusAnswer.Point] { times.map { .init(time: $0, value: 1) } }

  @Test(arguments: [
    ([0.0, 15, 30, 45], 50.0, 15.0, 5.0),
    // One look was missed, the order is any.
    ([60, 0, 15, 45], 61, 15, 1),
    ([0, 1.001, 2.002], 2, 1.001, 0),
    ([0, 30], 300, 30, 270),
  ])
  func intervalAndLag(_ times: [Double], _ now: Double, _ interval: Double, _ lag: Double) throws {
    let cadence = try #require(PrometheusCadence(Self.points(times), now: now))
    #expect(near(cadence.interval, interval))
    #expect(near(cadence.lag, lag))
    #expect(near(cadence.shortestWindow, 4 * interval))
  }

  @Test(arguments: [[], [5.0], [5, 5]]) func aSingleLookTellsNothing(_ times: [Double]) {
    #expect(PrometheusCadence(Self.points(times), now: 10) == nil)
  }
}
