import MeshModel
import Testing

@testable import TrafficConfig

@Suite("Versions beside each other") struct VersionComparisonTests {
  static func figures(
    _ requests: Double, _ errors: Double, _ counts: [Double] = []
  ) -> CanaryFigures {
    let bounds: [Double] = [0, 5, 10, 25, 50, 100, 250]
    return CanaryFigures(
      requests: requests, errors: errors,
      latencies: LatencyBuckets(
        counts.enumerated().map { .init(lower: bounds[$0], upper: bounds[$0 + 1], count: $1) }), seconds: 100)
  }

  @Test(
    "what is said of errors",
    arguments: [
      (310.0, 12.0, 1_240.0, 6.0, "v2 fails 1.6 to 6.2 points more often than v1 (95 %), on 310 and 1,240 requests."),
      (1_240, 6, 310, 12, "v2 fails 1.6 to 6.2 points less often than v1 (95 %), on 1,240 and 310 requests."),
      (
        310, 1, 1_240, 4,
        "No difference in errors can be told yet: with 310 requests a difference under 0.9 points would not show."
      ),
      (2, 0, 2, 1, "No difference in errors can be told yet: 2 requests are too few for any to show."),
      (
        1_000, 0, 1_000, 0,
        "No difference in errors can be told yet: with 1,000 requests a difference under 0.5 points would not show."
      ),
    ])
  func errors(a: Double, x: Double, b: Double, y: Double, text: String) throws {
    let found = try #require(VersionComparison("v2", Self.figures(a, x), with: "v1", Self.figures(b, y)))
    #expect(found.errorSentence == text)
  }

  @Test("what would not show is where the interval of the difference begins to leave zero out")
  func leastShown() throws {
    let found = try #require(VersionComparison("v2", Self.figures(310, 1), with: "v1", Self.figures(1_240, 4)))
    let points = try #require(found.leastShown)
    let base = 4.0 / 1_240
    for (factor, shows) in [(0.99, false), (1.01, true)] {
      let failed = (base + points / 100 * factor) * 310
      let other = try #require(VersionComparison("v2", Self.figures(310, failed), with: "v1", Self.figures(1_240, 4)))
      #expect(other.errorDifference.isMore == shows)
    }
  }

  @Test("what is said of latency")
  func latency() throws {
    let fast = Self.figures(1_000, 0, [400, 500, 80, 20])
    let slow = Self.figures(1_000, 0, [0, 0, 100, 700, 180, 20])
    let slower = try #require(VersionComparison("v2", slow, with: "v1", fast))
    #expect(slower.latencySentence.hasPrefix("v2 is slower: p50 by "))
    #expect(slower.percentiles.allSatisfy { $0.difference?.isMore == true })
    let faster = try #require(VersionComparison("v2", fast, with: "v1", slow))
    #expect(faster.latencySentence.hasPrefix("v2 is faster: p50 by "))
    let same = try #require(VersionComparison("v2", fast, with: "v1", fast))
    #expect(
      same.latencySentence
        == "No difference in latency can be told: as the proxies' buckets and the number of requests have it, p50 is at 5 "
        + "to 10 ms for both.")
    let unknown = try #require(VersionComparison("v2", fast, with: "v1", Self.figures(10, 0)))
    #expect(unknown.latencySentence.hasPrefix("Latency cannot be compared"))
  }

  @Test("without requests there is nothing to compare")
  func nothing() {
    #expect(VersionComparison("v2", Self.figures(0, 0), with: "v1", Self.figures(10, 0)) == nil)
    #expect(VersionComparison("v2", Self.figures(10, 0), with: "v1", Self.figures(0.4, 0)) == nil)
  }

  @Test(arguments: [
    (0.0, "0"), (12.4, "12"), (1_240, "1,240"), (9.96, "10"), (9.94, "9.9"), (3, "3"), (0.84, "0.8"), (0.04, "0.04"),
    (0.004, "0.004"), (-2.13, "-2.1"), (-0.0000001, "0"), (.infinity, "–"),
  ])
  func figure(value: Double, text: String) { #expect(VersionComparison.figure(value) == text) }

  @Test("only the time in which both had requests counts")
  func sameTime() throws {
    var snapshot = MeshSnapshot(timestamp: 1_000, windowSeconds: 30)
    snapshot.nodes = [MeshNode(id: NodeID("s"), kind: .service, namespace: "default", service: "reviews")]
    for (name, from) in [("v1", 0), ("v2", 50)] {
      let node = NodeID(name)
      snapshot.nodes.append(MeshNode(id: node, kind: .app, namespace: "default", app: "reviews", version: name))
      let edge = EdgeID(source: NodeID("s"), target: node, protocol: .http)
      snapshot.edges.append(MeshEdge(id: edge, rate: 10))
      snapshot.edgeHistory[edge] = (1...100).map {
        // v1 failed before v2 had any request.
        TrafficPoint(
          time: Double($0) * 10, seconds: 10, rate: $0 > from ? 10 : 0, percentError: name == "v1" && $0 <= 50 ? 100 : 0
        )
      }
    }
    let service = ServiceID(namespace: "default", name: "reviews")
    let all = try #require(snapshot.compared("v2", with: "v1", of: service, since: 0))
    #expect(all.version.requests == 5_000 && all.other.requests == 5_000)
    #expect(all.other.errors == 0 && all.version.seconds == 500 && all.other.rate == 10)
    let late = try #require(snapshot.compared("v2", with: "v1", of: service, since: 900))
    #expect(late.version.requests == 1_000)
    #expect(snapshot.compared("v2", with: "v9", of: service, since: 0) == nil)
  }
}
