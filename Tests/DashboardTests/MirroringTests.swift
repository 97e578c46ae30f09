import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Copies of requests") struct MirroringTests {
  private func configuration(mirror: String) -> MeshConfiguration {
    Objects.configuration(virtualServices: [
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata:
        name: reviews
        namespace: default
        resourceVersion: "1"
      spec:
        hosts: [reviews]
        http:
        - route:
          - destination: {host: reviews, subset: v1}
          mirror: \(mirror)
          mirrorPercentage: {value: 10}
      """
    ])
  }

  private func stage(mirror: String, _ change: (inout MeshSnapshot) -> Void = { _ in }) -> Stage {
    var bookinfo = Bookinfo()
    bookinfo.split = (0.91, 0.09)
    bookinfo.weights = (100, 0, 0)
    var snapshot = bookinfo.snapshot()
    change(&snapshot)
    var stage = Stage(bookinfo: nil)
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: configuration(mirror: mirror))))
    return stage
  }

  @Test("a version that gets copies alone has no share, and the others have all of it")
  func version() throws {
    let stage = stage(mirror: "{host: reviews, subset: v2}")
    let card = try #require(stage.state.graph.model.card(CardID("default/reviews")))
    #expect(card.rows.map(\.isCopies) == [false, true, false])
    #expect(card.rows.map(\.observed) == [100, nil, 0])
    #expect(!card.isOffWeights)
    #expect(card.rows[1].shareText == "copies")
  }

  /// Productpage's requests to ratings, which can be explained by copies or not.
  private func callRatings(_ rate: Double) -> (inout MeshSnapshot) -> Void {
    { snapshot in
      snapshot.edges.append(
        MeshEdge(
          id: EdgeID(source: Bookinfo.node("productpage-v1"), target: Bookinfo.service("ratings"), protocol: .http),
          rate: rate))
      snapshot.edges.sort { $0.id < $1.id }
    }
  }

  private let link = LinkID(source: CardID("default/productpage"), target: CardID("default/ratings"))

  @Test("a link that copies explain is no call of its source")
  func otherService() throws {
    let stage = stage(mirror: "{host: ratings}", callRatings(4.6))
    let copies = try #require(stage.state.graph.model.link(link))
    #expect(copies.isCopies && copies.percentOfSource == nil)
    let shares = stage.state.graph.model.links(from: link.source).compactMap(\.percentOfSource)
    #expect(abs(shares.reduce(0, +) - 100) < 0.001)
    #expect(LinkLook(copies, isReversed: false, isSelected: false).weight.isDashed)
    #expect(LinkLook(copies, isReversed: false, isSelected: false).mark == LinkLook.copies)
    // Who does not call reviews sends no copies.
    let other = try #require(
      stage.state.graph.model.link(LinkID(source: CardID("default/reviews"), target: link.target)))
    #expect(!other.isCopies)
  }

  @Test("more requests than copies account for are calls")
  func calls() throws {
    let stage = stage(mirror: "{host: ratings}", callRatings(20))
    #expect(try #require(stage.state.graph.model.link(link)).isCopies == false)
  }
}
