import MeshModel
import Testing

@testable import Dashboard

@Suite("Cut off from the mesh") struct CutOffTests {
  /// A look at which no proxy answered any more, so that nothing was seen.
  private func nothingRead(after seconds: Double) -> MeshView {
    var snapshot = Bookinfo().snapshot()
    snapshot.timestamp += seconds
    (snapshot.nodes, snapshot.edges, snapshot.nodeHistory, snapshot.edgeHistory) = ([], [], [:], [:])
    for i in snapshot.proxies.indices { snapshot.proxies[i].state = .failing(reason: "no route to host") }
    return MeshView(snapshot: snapshot, configuration: Objects.configuration())
  }

  @Test("the last picture stays, with its age, and the next answer brings a new one")
  func outage() {
    var stage = Stage()
    let before = stage.state.graph.model.cards.map(\.id)
    let rates = stage.state.graph.model.cards.flatMap { $0.rows.map(\.rate) }
    let start = Bookinfo().timestamp
    for seconds in stride(from: 5.0, through: 60, by: 5) {
      stage.send(.tick(start + seconds))
      stage.send(.mesh(nothingRead(after: seconds)))
    }
    #expect(stage.state.graph.model.cards.map(\.id) == before)
    #expect(stage.state.graph.model.cards.flatMap { $0.rows.map(\.rate) } == rates)
    #expect(stage.text.contains("60 s old"))
    #expect(stage.text.contains("0/6"))
    var back = Bookinfo()
    back.timestamp += 65
    back.rate = 500
    stage.send(.tick(back.timestamp + 1))
    stage.send(.mesh(MeshView(snapshot: back.snapshot(), configuration: Objects.configuration())))
    #expect(stage.state.graph.model.cards.flatMap { $0.rows.map(\.rate) } != rates)
    #expect(stage.text.contains("1 s old"))
  }

  @Test("a mesh whose proxies answer but have seen nothing is empty")
  func quiet() {
    var stage = Stage()
    var view = nothingRead(after: 30)
    view.snapshot.proxies[0].state = .answering
    stage.send(.mesh(view))
    #expect(stage.state.live?.snapshot.nodes.isEmpty == true)
  }
}
