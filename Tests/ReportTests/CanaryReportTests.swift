import Documents
import MeshModel
import Testing

@testable import Report
@testable import TrafficConfig

@Suite struct CanaryReportTests {
  @Test("figures come with what is more than chance in them")
  func comparison() throws {
    let version = CanaryFigures(
      requests: 310, errors: 12, p99: 40,
      latencies: LatencyBuckets([.init(lower: 25, upper: 50, count: 300)]))
    let others = CanaryFigures(
      requests: 1_240, errors: 6, p99: 9,
      latencies: LatencyBuckets([.init(lower: 5, upper: 10, count: 1_200)]))
    var news = CanaryNews(
      kind: .watching, step: 1, steps: 2, weight: 20, elapsed: 30, version: version, others: others, text: "step 1 of 2"
    )
    let bare = CanaryReport.json(news, time: 0)
    #expect(bare["comparison"] == nil)
    news.comparison = VersionComparison("v2", version, with: "the others", others)
    let json = CanaryReport.json(news, time: 0)
    let points = try #require(json["comparison"]?["errorPoints"])
    let low = try #require(points["low"]?.double)
    let high = try #require(points["high"]?.double)
    #expect(abs(low - 1.648782) < 1e-5 && abs(high - 6.171669) < 1e-5)
    #expect(json["comparison"]?["p50Ms"]?["low"]?.double ?? 0 > 0)
    // Of so few requests the tail has no upper bound.
    #expect(json["comparison"]?["p99Ms"]?["low"]?.double ?? 0 > 0 && json["comparison"]?["p99Ms"]?["high"] == nil)
    #expect(
      json["comparison"]?["text"]?.string
        == "v2 fails 1.6 to 6.2 points more often than the others (95 %), on 310 and 1,240 requests.")
    #expect(json["text"]?.string == "step 1 of 2")
  }
}
