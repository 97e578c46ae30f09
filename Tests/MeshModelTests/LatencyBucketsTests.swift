import Foundation
import Testing

@testable import MeshModel

@Suite struct LatencyBucketsTests {
  private static let some = LatencyBuckets([
    .init(lower: 10, upper: .infinity, count: 2), .init(lower: 0, upper: 0.5, count: 0),
    .init(lower: 1, upper: 5, count: 6),
    .init(lower: 5, upper: 10, count: 2.04),
  ])

  @Test func bucketsAreInOrderWithoutEmptyOnes() {
    #expect(Self.some.buckets.map(\.upper) == [5, 10, .infinity])
    #expect(Self.some.total == 10)
    #expect(LatencyBuckets.Bucket(lower: 0, upper: 1, count: .nan).count == 0)
    #expect(LatencyBuckets.Bucket(lower: 0, upper: 1, count: -4).count == 0)
  }

  @Test func sumsKeepEachBucket() {
    let other = LatencyBuckets([.init(lower: 1, upper: 5, count: 4), .init(lower: 2, upper: 4, count: 1)])
    let sum = Self.some + other
    #expect(sum.total == 15)
    #expect(sum.buckets.first { $0.lower == 1 }?.count == 10)
    #expect(sum == other + Self.some)
    #expect(sum + LatencyBuckets() == sum)
  }

  @Test(arguments: [(1.0, 5.0), (6, 5), (7, 10), (8, 10), (9, .infinity), (10, .infinity)])
  func ranks(rank: Double, upper: Double) { #expect(Self.some.bucket(ofRank: rank)?.upper == upper) }

  @Test func quantilesLieInTheirBucket() {
    #expect(Self.some.bucket(ofRank: 11) == nil)
    #expect(Self.some.quantile(0.6) == 5)
    #expect(Self.some.quantile(0.3) == 3)
    #expect(Self.some.quantile(0.7) == 7.5)
    // Nothing is known beyond the last bound.
    #expect(Self.some.quantile(0.95) == 10)
    #expect(LatencyBuckets().quantile(0.5) == nil)
  }

  @Test func oneTextHoldsThem() throws {
    let data = try JSONEncoder().encode(Self.some)
    #expect(String(decoding: data, as: UTF8.self) == #"{"text":"1~5:6 5~10:2 10~inf:2"}"#)
    for buckets in [Self.some, LatencyBuckets(), LatencyBuckets([.init(lower: 1e-5, upper: 0.25, count: 12.3)])] {
      #expect(try JSONDecoder().decode(LatencyBuckets.self, from: JSONEncoder().encode(buckets)) == buckets)
    }
    for text in ["1~5", "a~b:c", "1~5:6:7"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(LatencyBuckets.self, from: Data(#"{"text":"\#(text)"}"#.utf8))
      }
    }
  }

  @Test func pointsKeepPercentilesApart() {
    let point = TrafficPoint(time: 1, rate: 2, p50: 1.5, p99: 40)
    #expect(point.p50 == 1.5 && point.p95 == nil && point.p99 == 40)
    #expect(MemoryLayout<TrafficPoint>.stride <= 40)
    #expect(TrafficPoint(time: 1, rate: 2, p50: .nan).p50 == nil)
  }
}
