import MeshModel
import Testing

@testable import Collector

@Suite struct ReporterMergeTests {
  static let client = "default/productpage-v1"
  static let server = "default/reviews-v1"

  static func merged(_ source: [Sample], _ destination: [Sample]) -> MeshSnapshot {
    let mesh = Mesh([client, server])
    for (id, samples) in [(client, source), (server, destination)] {
      mesh.poll(id, at: 1_000, "# nothing yet\n")
      mesh.poll(id, at: 1_010, samples)
    }
    return mesh.snapshot(at: 1_010)
  }

  @Test func whatBothReportCountsOnce() throws {
    let snapshot = Self.merged(
      [Sample(value: 110)], [Sample(reporter: "destination", value: 100)])
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    // The destination's figure, not the source's, nor both.
    #expect(near(edge.rate, 10))
    #expect(edge.mtlsPercent == 100)
  }

  @Test func theSourceAddsWhatTheDestinationNeverSaw() throws {
    let snapshot = Self.merged(
      [Sample(value: 100), Sample(code: "503", flags: "UF", value: 30), Sample(code: "0", flags: "DC", value: 10)],
      [Sample(reporter: "destination", value: 100)])
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(edge.rate, 14))
    #expect(near(edge.errorRate, 4))
    #expect(edge.responses.keys.sorted().map(\.code) == ["-", "200", "503"])
  }

  @Test func aCallerThatGaveUpIsCountedOnceByItsOwnWord() throws {
    let snapshot = Self.merged(
      [Sample(value: 60), Sample(code: "504", flags: "UT", value: 40)],
      [
        Sample(reporter: "destination", value: 60),
        Sample(reporter: "destination", code: "0", flags: "DC", value: 40),
      ])
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(edge.rate, 10))
    #expect(near(edge.errorRate, 4))
    #expect(edge.responses.keys.sorted().map(\.code) == ["200", "504"])
  }

  @Test func differentFlagsAreDifferentRequests() throws {
    let snapshot = Self.merged(
      [Sample(code: "503", flags: "-", value: 10)],
      [Sample(reporter: "destination", code: "503", flags: "URX,UF", value: 10)])
    #expect(near(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews")?.rate, 2))
  }

  @Test func plainAndMutualTLSAreOneFlow() throws {
    let snapshot = Self.merged(
      [Sample(value: 100)],
      [
        Sample(reporter: "destination", security: "mutual_tls", value: 75),
        Sample(reporter: "destination", security: "none", value: 25),
      ])
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(edge.rate, 10))
    #expect(near(edge.mtlsPercent, 75))
  }

  @Test func aQuietDestinationDoesNotHideTheSource() {
    let snapshot = Self.merged([Sample(value: 100)], [Sample(reporter: "destination", value: 0)])
    #expect(near(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews")?.rate, 10))
  }

  @Test func unknownCallersComeFromTheDestinationOnly() throws {
    let snapshot = Self.merged(
      [], [Sample(reporter: "destination", source: "unknown", security: "none", value: 20)])
    let edge = try #require(snapshot.edge("unknown_source", "svc_Kubernetes_default_reviews"))
    #expect(near(edge.rate, 2))
    #expect(edge.mtlsPercent == 0)
    #expect(try #require(snapshot.node("unknown_source")).isRoot)
    #expect(snapshot.notices.contains { $0.code == "unknown-source" })
  }

  @Test func podsOfAWorkloadAreAdded() {
    let mesh = Mesh([Self.client, "default/a", "default/b"])
    for (id, count) in [("default/a", 40.0), ("default/b", 60)] {
      mesh.poll(id, at: 1_000, "# nothing yet\n")
      mesh.poll(id, at: 1_010, [Sample(reporter: "destination", value: count)])
    }
    #expect(near(mesh.snapshot(at: 1_010).edge("svc_Kubernetes_default_reviews", "reviews-v1")?.rate, 10))
  }

  @Test func aHalfSeenDestinationYieldsToTheSource() {
    let mesh = Mesh([Self.client, Self.server])
    mesh.poll(Self.client, at: 1_000, "# nothing yet\n")
    mesh.poll(Self.client, at: 1_010, [Sample(value: 100)])
    // A second pod of the same workload answered, this one does not any more.
    mesh.poll(Self.server, at: 1_000, "# nothing yet\n")
    mesh.poll(Self.server, at: 1_010, [Sample(reporter: "destination", value: 50)])
    mesh.ledger.fail(PollFailure(reason: "gone"), of: Self.server, start: 1_010, end: 1_011, interval: 5)
    #expect(near(mesh.snapshot(at: 1_011).edge("svc_Kubernetes_default_reviews", "reviews-v1")?.rate, 10))
  }

  @Test func waypointsCountWhereNoDestinationDoes() {
    let waypoint = Sample(reporter: "waypoint", value: 30)
    #expect(
      near(Self.merged([Sample(value: 50)], [waypoint]).edge("productpage-v1", "_reviews")?.rate, 3))
    #expect(
      near(
        Self.merged([waypoint], [Sample(reporter: "destination", value: 40)]).edge("productpage-v1", "_reviews")?.rate,
        4))
  }
}
