import MeshModel
import Testing

@testable import Collector

@Suite struct HostilePageTests {
  static let good = "default/productpage-v1"
  static let bad = "default/reviews-v1"

  /// A mesh of two proxies of which one answers the second poll with `text`.
  static func mesh(_ text: String) -> Mesh {
    let mesh = Mesh([good, bad])
    for (id, sample) in [(good, Sample()), (bad, Sample(reporter: "destination"))] {
      mesh.poll(id, at: 1_000, [sample.counting(0)])
    }
    mesh.poll(good, at: 1_010, [Sample(value: 100)])
    mesh.poll(bad, at: 1_010, text)
    return mesh
  }

  @Test(arguments: [
    ("<html><body>503 Service Unavailable</body></html>\n", "no stats: line 1: not Prometheus text: <html>"),
    ("\u{1}\u{2}\u{3}\n", "no stats: line 1: not Prometheus text: ???"),
    ("istio_requests_total{reporter=\"dest", "half a page: it ends within a line after 35 bytes"),
    (Sample(reporter: "destination", value: 5).text.replacing("5.0\n", with: "NaN\n"), "NaN as a counter"),
    (Sample(reporter: "destination", value: 5).text + "istio_requests_total{a=\"b\"} -7\n", "1 of 2 lines unusable"),
  ]) func isMarkedAndHarmsNobody(_ text: String, _ reason: String) throws {
    let mesh = Self.mesh(text)
    let snapshot = mesh.snapshot(at: 1_010)
    let status = try #require(snapshot.proxies.first { $0.id == Self.bad })
    guard case .failing(let told) = status.state else {
      Issue.record("not marked: \(status.state)")
      return
    }
    #expect(told.contains(reason), "\(told)")
    #expect(snapshot.proxies.first { $0.id == Self.good }?.state == .answering)
    #expect(near(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews")?.rate, 10))
    #expect(snapshot.notices.contains { $0.code == "proxy-failing" && $0.text.hasPrefix("1 of 2 proxies") })
  }

  @Test func anEmptyPageIsAPage() {
    let mesh = Self.mesh("")
    #expect(mesh.snapshot(at: 1_010).proxies.allSatisfy { $0.state == .answering })
  }

  @Test func aLargePageIsReadAndTold() {
    let line = "envoy_cluster_upstream_rq{cluster_name=\"\(String(repeating: "x", count: 900))\"} 1\n"
    let mesh = Self.mesh(String(repeating: line, count: 10_000) + Sample(reporter: "destination", value: 100).text)
    let snapshot = mesh.snapshot(at: 1_010)
    #expect(snapshot.proxies.allSatisfy { $0.state == .answering })
    #expect(
      snapshot.notices.contains { $0.code == "large-page" && $0.text.contains("9 MB") || $0.text.contains("8 MB") })
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v1")?.rate, 10))
  }

  @Test func theAgeOfTheDataIsTold() throws {
    let mesh = Self.mesh("<html>\n")
    let snapshot = mesh.snapshot(at: 1_012)
    #expect(snapshot.proxies.first { $0.id == Self.good }?.age == 2)
    #expect(snapshot.proxies.first { $0.id == Self.bad }?.age == 12)
  }

  @Test func namesWithControlCharactersDoNoHarm() throws {
    let sample = Sample(source: "evil\u{1b}[2J-v1", value: 50)
    let snapshot = Mesh.after([sample])
    #expect(snapshot.edges.count == 2)
  }

  @Test func aRecoveredProxyIsAnsweringAgain() {
    let mesh = Self.mesh("<html>\n")
    mesh.poll(Self.bad, at: 1_015, [Sample(reporter: "destination", value: 150)])
    let snapshot = mesh.snapshot(at: 1_015)
    #expect(snapshot.proxies.allSatisfy { $0.state == .answering })
    #expect(!snapshot.notices.contains { $0.code == "proxy-failing" })
  }

  @Test func anotherAddressIsAnotherProcess() {
    let mesh = Self.mesh("")
    var target = mesh.inventory.proxies[0]
    target.address = .pod(namespace: "default", name: "productpage-v1", ip: "10.0.0.99")
    mesh.ledger.setProxies([target, mesh.inventory.proxies[1]])
    #expect(mesh.ledger.records[Self.good]?.state == .pending)
    #expect(mesh.snapshot(at: 1_010).edges.isEmpty)
    mesh.ledger.setProxies([])
    #expect(mesh.snapshot(at: 1_010).proxies.isEmpty)
  }
}
