import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("What the screen needs to be read") struct AttentionTests {
  private func large() -> Stage {
    let mesh = LayeredMesh(services: 200, namespaces: ["shop", "pay", "data"])
    var stage = Stage(context: DashboardContext(name: "prod-eu"), bookinfo: nil)
    stage.send(.connection(.connected))
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: MeshConfiguration())))
    stage.send(.tick(mesh.timestamp + 2))
    return stage
  }

  private func told(_ stage: Stage) -> [Attention] { stage.attentions }

  private func names(_ attention: Attention?) -> Set<String>? {
    guard case .subjects(let subjects) = attention else { return nil }
    return Set(subjects.map { "\($0.namespace)/\($0.name)" })
  }

  @Test("the whole mesh is the beginning, and needs no word")
  func everything() {
    let stage = large()
    #expect(stage.state.attended == .everything)
    #expect(told(stage).isEmpty)
  }

  @Test("around a card: the cards that are drawn, until it is left")
  func focus() throws {
    var stage = large()
    stage.press(.enter)
    stage.type("o")
    guard case .focus = stage.state.graph.view else {
      Issue.record("\(stage.state.graph.view)")
      return
    }
    let drawn = stage.state.graph.part.model.cards
    let subjects = try #require(names(told(stage).last))
    #expect(drawn.count < 60)
    for card in drawn {
      for name in [card.title] + card.rows.compactMap(\.workload) {
        #expect(subjects.contains("\(card.namespace)/\(name)"))
      }
    }
    // A wider circle is another need; screens without traffic are none.
    stage.type("]")
    let wider = told(stage).count
    #expect(names(told(stage).last)?.isSuperset(of: subjects) == true)
    stage.type("5")
    stage.type("6")
    stage.type("?")
    #expect(told(stage).count == wider)
    stage.type("2")
    stage.press(.escape)
    #expect(told(stage).last == .everything)
  }

  @Test("lists show all; a filter by names narrows them, one by health does not")
  func lists() {
    var stage = ScreenObjects.stage()
    stage.type("3")
    #expect(told(stage).isEmpty)
    stage.type("/namespace=batch")
    #expect(names(told(stage).last) == ["batch/reports"])
    stage.press(.escape)
    #expect(told(stage).last == .everything)
    stage.type("/health=failure")
    #expect(told(stage).last == .everything)
    stage.press(.escape)
    stage.type("1")
    #expect(told(stage).last == .everything)
  }

  @Test("a service closely, and its forms, need the service")
  func closely() {
    var stage = ScreenObjects.stage()
    stage.type(":svc reviews")
    stage.press(.enter)
    #expect(names(told(stage).last) == ["default/reviews"])
    stage.type("w")
    #expect(names(told(stage).last) == ["default/reviews"])
    stage.press(.escape, .escape)
    #expect(told(stage).last == .everything)
  }

  @Test("a change is followed wherever the operator looks")
  func change() {
    var stage = Stage()
    stage.shiftTo70()
    stage.type("2:wl ratings-v1")
    stage.press(.enter)
    #expect(names(told(stage).last) == ["default/ratings-v1", "default/reviews"])
  }

  @Test("another mesh begins with all of it")
  func otherMesh() {
    var stage = ScreenObjects.stage()
    stage.type(":svc reviews")
    stage.press(.enter)
    #expect(stage.state.attended != .everything)
    stage.send(.context(DashboardContext(name: "staging")))
    #expect(stage.state.attended == .everything)
  }

  @Test("old figures say how old they are")
  func ages() throws {
    var snapshot = ScreenObjects.snapshot()
    let now = snapshot.timestamp
    for i in snapshot.nodes.indices where snapshot.nodes[i].service == "ratings" { snapshot.nodes[i].asOf = now - 48 }
    for i in snapshot.edges.indices where snapshot.edges[i].target == Bookinfo.service("ratings") {
      snapshot.edges[i].asOf = now - 48
    }
    var stage = ScreenObjects.stage()
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: ScreenObjects.configuration())))
    stage.send(.tick(now))
    #expect(stage.state.header.age == 48)
    #expect(!stage.state.header.isStale)
    let link = try #require(stage.state.graph.model.links.first { $0.id.target.text == "default/ratings" })
    #expect(link.asOf == now - 48)
    stage.type(":svc reviews")
    stage.press(.enter)
    #expect(stage.state.header.age == 0)
    let card = try #require(stage.state.graph.model.cards.first { $0.id.text == "default/ratings" })
    stage.type("2")
    stage.state.graph.select(.card(card.id), pane: stage.state.panes.main.size)
    #expect(stage.text.contains("~ read 48 s ago"))
    #expect(stage.text.contains("~"))
  }

  @Test("a proxy that rests says so")
  func resting() {
    var snapshot = ScreenObjects.snapshot()
    snapshot.proxies[0].isResting = true
    snapshot.proxies[0].state = .answering
    #expect(ProxyWords.trouble(snapshot.proxies[0])?.text.contains("read rarely") == true)
  }

  @Test("the source of traffic is a command")
  func source() {
    var stage = ScreenObjects.stage()
    stage.type(":source prom")
    stage.press(.enter)
    let sources = stage.effects.compactMap { if case .readFrom(let source) = $0 { source } else { nil } }
    #expect(sources == [.prometheus])
    stage.type(":source proxies")
    stage.press(.enter)
    #expect(stage.state.messages.last?.text == "Traffic is read from the proxies already.")
  }
}
