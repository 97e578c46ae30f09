import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("What a card and an empty screen say is so") struct TruthTests {
  private static let reviews = ServiceID(namespace: "default", name: "reviews")

  /// Some users go to v3, everybody else to any pod.
  private static let testRoute = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: reviews, namespace: default, resourceVersion: "7"}
    spec:
      hosts: [reviews]
      http:
      - match: [{headers: {end-user: {exact: jason}}}]
        route: [{destination: {host: reviews, subset: v3}}]
      - route: [{destination: {host: reviews}}]
    """

  @Test("where routes differ, no weight is the service's, and the details say why")
  func routesOfTheirOwn() throws {
    var mesh = Bookinfo()
    mesh.weights = nil
    let stage = Stage(bookinfo: mesh, configuration: Objects.configuration(virtualServices: [Self.testRoute]))
    let card = try #require(stage.state.liveCard(Self.reviews))
    #expect(card.rows.count > 1 && card.rows.allSatisfy { $0.configured == nil })
    #expect(card.tag(room: 40) != "VS weights")
    let view = try #require(stage.state.live)
    let split = ConfigurationReader(view.configuration).split(
      of: card, in: stage.state.graph.model, windowSeconds: 30, now: mesh.timestamp)
    #expect(split?.lines.first?.text.contains("not comparable: 2 routes") == true)
  }

  @Test("the reason of a version names it, since the card's other figures are of all")
  func namedReason() throws {
    var snapshot = Bookinfo().snapshot()
    let node = try #require(snapshot.nodes.firstIndex { $0.workload == "reviews-v2" })
    snapshot.nodes[node].health = Health(.failure, reason: "5XX 26.9% ≥ 10% outbound in 30 s")
    var stage = Stage(bookinfo: nil)
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    let card = try #require(stage.state.liveCard(Self.reviews))
    #expect(card.health.reason == "v2: 5XX 26.9% ≥ 10% outbound in 30 s")
  }

  @Test("in an outage the empty screen knows that there were requests")
  func outage() {
    var snapshot = Bookinfo().snapshot()
    snapshot.nodes = []
    snapshot.edges = []
    var stage = Stage(bookinfo: nil)
    stage.send(.connection(.connected))
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    #expect(stage.text.contains("the newest request was"))
    #expect(stage.text.contains("nobody calls any more"))
    #expect(!stage.text.contains("since Vigla started"))
  }

  @Test("a gateway of another namespace says that its own answers are not counted")
  func foreignGateway() throws {
    let stage = Stage()
    let model = stage.state.graph.model
    let card = try #require(model.cards.first { $0.badges.contains(.gateway) })
    #expect(card.isForeign)
    let document = CardDetails(
      card: card, model: model, snapshot: Bookinfo().snapshot(), configuration: [], width: 120
    ).document()
    #expect(document.summary.contains { $0.text.contains("not counted here") })
  }
}
