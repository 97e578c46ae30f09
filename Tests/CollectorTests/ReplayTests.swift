import MeshModel
import Testing

@testable import Collector

/// Two captured pages, to exact rates.
@Suite struct ReplayTests {
  static func replay(_ options: CollectorOptions = CollectorOptions()) -> MeshSnapshot {
    let mesh = Mesh(options: options)
    mesh.poll(at: 1_000, CapturedPages.first)
    mesh.poll(at: 1_004.99, CapturedPages.second)
    return mesh.snapshot(at: 1_005)
  }

  @Test func ratesAreExact() throws {
    let snapshot = Self.replay()
    #expect(snapshot.edges.count == 7)
    let perSecond = { (count: Double) in count / (1_004.99 - 1_000) }
    #expect(near(snapshot.edge("istio-ingressgateway-v1", "svc_Kubernetes_default_productpage")?.rate, perSecond(200)))
    #expect(near(snapshot.edge("svc_Kubernetes_default_productpage", "productpage-v1")?.rate, perSecond(200)))
    #expect(near(snapshot.edge("productpage-v1", "svc_Kubernetes_default_details")?.rate, perSecond(200)))
    #expect(near(snapshot.edge("svc_Kubernetes_default_details", "details-v1")?.rate, perSecond(199)))
    #expect(near(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews")?.rate, perSecond(200)))
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v2")?.rate, perSecond(50)))
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v3")?.rate, perSecond(50)))
    #expect(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v1") == nil)
  }

  @Test func errorsBeforeAHostEndOnTheService() throws {
    let edge = try #require(Self.replay().edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(edge.percentError, 50))
    #expect(edge.responses.keys.sorted().map(\.code) == ["200", "503"])
    #expect(edge.responses.keys.sorted().last?.flags == "UH")
    #expect(edge.responses.keys.sorted().last?.host == "reviews.default.svc.cluster.local")
    #expect(edge.health.status == .failure)
    #expect(edge.health.reason == "5XX 50% ≥ 10% in 5 s")
    let details = try #require(Self.replay().edge("productpage-v1", "svc_Kubernetes_default_details"))
    #expect(details.health == Health(.degraded, reason: "5XX 0.5% > 0% in 5 s"))
  }

  @Test func sharesAreOfTheSource() throws {
    let snapshot = Self.replay()
    #expect(near(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews")?.percentOfSource, 50))
    #expect(near(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v3")?.percentOfSource, 50))
    #expect(near(snapshot.edge("svc_Kubernetes_default_details", "details-v1")?.percentOfSource, 100))
  }

  @Test func onlyDestinationsKnowOfMutualTLS() throws {
    let snapshot = Self.replay()
    #expect(snapshot.edge("svc_Kubernetes_default_productpage", "productpage-v1")?.mtlsPercent == 100)
    #expect(try #require(snapshot.edge("svc_Kubernetes_default_reviews", "reviews-v3")).mtlsPercent == nil)
  }

  @Test func idleEdgesOnlyWhenAskedFor() throws {
    let idle = try #require(
      Self.replay(CollectorOptions(includeIdle: true)).edge("svc_Kubernetes_default_reviews", "reviews-v1"))
    #expect(idle.isIdle)
    #expect(idle.rate == 0)
    #expect(idle.health.status == .idle)
    #expect(idle.percentError == nil)
  }

  @Test func windowIsWhatThereIs() { #expect(near(Self.replay().windowSeconds, 1_004.99 - 1_000)) }
}
