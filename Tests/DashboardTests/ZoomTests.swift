import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("From one card to a thousand") struct ZoomTests {
  private let spaces = ["shop", "pay", "data", "edge", "mail", "auth"]

  private func stage(_ services: Int, _ size: Size, namespaces: [String]? = nil) -> Stage {
    let mesh = LayeredMesh(services: services, namespaces: namespaces ?? spaces)
    var stage = Stage(size: size, context: DashboardContext(name: "prod-eu"), bookinfo: nil)
    stage.send(.connection(.connected))
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: MeshConfiguration())))
    stage.send(.tick(mesh.timestamp + 2))
    return stage
  }

  @Test(
    "the size of the mesh decides what is shown first",
    arguments: [
      (60, ["a", "b"], GraphView.everything), (120, ["a", "b"], .namespaces(opened: [])), (120, ["a"], .list),
      (400, ["a", "b"], .list),
    ])
  func standard(services: Int, namespaces: [String], wanted: GraphView) {
    var stage = stage(services, Size(width: 120, height: 40), namespaces: namespaces)
    #expect(stage.state.graph.view == wanted)
    // A small window has no use for a large drawing, unless it is asked for.
    stage.send(.input(.resize(Size(width: 80, height: 24))))
    if services == 60 { #expect(stage.state.graph.view == .namespaces(opened: [])) }
    stage.press(.character("s"))
    stage.send(.input(.resize(Size(width: 120, height: 40))))
    #expect(stage.state.graph.view == (wanted == .list ? .focus(stage.state.graph.list.order[0], hops: 1) : .list))
  }

  @Test("a small window begins with namespaces rather than with a corner of the drawing")
  func corner() {
    #expect(stage(30, Stage.sizes[1]).state.graph.view == .namespaces(opened: []))
    #expect(stage(30, Stage.sizes[2]).state.graph.view == .everything)
  }

  @Test(
    "looks as recorded", arguments: Stage.sizes)
  func golden(size: Size) throws {
    var large = stage(200, size)
    // There is no room to begin with a drawing on the smallest screen.
    if !large.state.graph.view.isDrawn { large.type("gz") }
    try Golden.check(large, "zoom-namespaces")
    large.press(.enter)
    try Golden.check(large, "zoom-opened")
    large.type("o]")
    try Golden.check(large, "zoom-focus")
    large.type("s")
    try Golden.check(large, "zoom-list")
    large.type("zzz")
    try Golden.check(large, "zoom-boxes")
    var small = stage(24, size)
    small.press(.enter)
    try Golden.check(small, "zoom-details")
  }

  @Test("every view counts what it leaves out")
  func counts() throws {
    var stage = stage(120, Size(width: 160, height: 40))
    let all = stage.state.graph.model
    for keys in ["", "o", "]", "]", "s", "Z", "z", "z", "z"] {
      stage.type(keys)
      let graph = stage.state.graph
      let part = graph.part
      let shown = part.model.cards.filter { $0.kind != .namespace }
      #expect(shown.count + part.hiddenCards == all.cards.count, "\(graph.view)")
      #expect(part.model.cards.reduce(0) { $0 + $1.members } <= part.hiddenCards)
      #expect(part.model.links.count + part.hiddenLinks == all.links.count, "\(graph.view)")
      if part.hiddenCards > 0, graph.view.isDrawn {
        #expect(stage.text.contains(Figures.counted(part.hiddenCards, "card")), "\(graph.view)")
      }
      #expect(graph.showsSelection)
    }
  }

  @Test("a namespace's card sums up what goes in and out of it")
  func sums() throws {
    let stage = stage(120, Size(width: 120, height: 40))
    let all = stage.state.graph.model
    for card in stage.state.graph.part.model.cards {
      let members = Set(all.cards.filter { $0.place == card.title }.map(\.id))
      let into = all.links.filter { members.contains($0.id.target) && !members.contains($0.id.source) }
      let inside = all.links.filter { members.contains($0.id.target) && members.contains($0.id.source) }
      #expect(card.members == members.count)
      #expect(abs(card.inbound.rate - into.reduce(0) { $0 + $1.rate }) < 1e-6)
      #expect(abs(card.selfRate - inside.reduce(0) { $0 + $1.rate }) < 1e-6)
      let links = stage.state.graph.part.model.links(to: card.id)
      #expect(abs(links.reduce(0) { $0 + $1.rate } - card.inbound.rate) < 1e-6)
    }
  }

  @Test("a card is shown with those that lead to it or that it leads to, call by call")
  func hops() {
    var stage = stage(60, Size(width: 160, height: 50), namespaces: ["a"])
    stage.type("o")
    for hops in 1...4 {
      guard case .focus(let centre, hops) = stage.state.graph.view else {
        Issue.record("\(stage.state.graph.view)")
        return
      }
      var wanted: Set<CardID> = [centre]
      for isForward in [true, false] {
        var edge: Set<CardID> = [centre]
        for _ in 0..<hops {
          edge = Set(
            stage.state.graph.model.links.compactMap { link in
              let (from, to) = isForward ? (link.id.source, link.id.target) : (link.id.target, link.id.source)
              return edge.contains(from) ? to : nil
            })
          wanted.formUnion(edge)
        }
      }
      #expect(Set(stage.state.graph.part.model.cards.map(\.id)) == wanted)
      stage.type("]")
    }
    stage.press(.escape)
    #expect(stage.state.graph.view == .everything)
  }

  @Test("a view that one comes back to is found as it was")
  func stillness() {
    var stage = stage(60, Size(width: 120, height: 40))
    let before = stage.state.graph.scene.drawing
    stage.type("o")
    #expect(stage.state.graph.scene.drawing != before)
    stage.type("o")
    #expect(stage.state.graph.scene.drawing == before)
    stage.type("ss")
    #expect(stage.state.graph.scene.drawing == before)
  }

  @Test("while the mesh is found bit by bit, the cursor stays on something that is shown")
  func growth() {
    var stage = stage(40, Size(width: 120, height: 40), namespaces: ["a", "b"])
    for services in [200, 400] {
      var mesh = LayeredMesh(services: services, namespaces: ["a", "b"])
      mesh.timestamp += Double(services) / 100
      stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: MeshConfiguration())))
      #expect(stage.state.graph.view == (services == 200 ? .namespaces(opened: []) : .list))
      #expect(stage.state.graph.showsSelection)
      #expect(!stage.text.contains("is not in the picture now"))
    }
  }

  @Test("a search finds what is folded away and shows it")
  func find() throws {
    var stage = stage(200, Size(width: 120, height: 40))
    stage.type("/log-9")
    stage.press(.enter)
    let card = try #require(stage.state.graph.selectedCard)
    #expect(card.title == "log-9")
    #expect(stage.state.graph.view == .namespaces(opened: [card.place]))
    #expect(stage.state.graph.showsSelection)
    #expect(stage.text.contains("log-9"))
  }

  @Test("the list goes by trouble, rate or name, and leads to a card's neighbours")
  func list() throws {
    var stage = stage(400, Size(width: 100, height: 30))
    func cards() throws -> [GraphCard] {
      try stage.state.graph.list.order.map { try #require(stage.state.graph.model.card($0)) }
    }
    let ranks = try cards().map { $0.health.status == .failure ? 0 : 1 }
    #expect(ranks == ranks.sorted() && ranks.contains(0))
    stage.type("S")
    let rates = try cards().map(\.traffic.rate)
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 / 2 })
    stage.type("S")
    #expect(try cards().map(\.id) == cards().map(\.id).sorted())
    stage.press(.end)
    #expect(stage.state.graph.selection == .card(try cards()[399].id))
    #expect(stage.text.contains(try cards()[399].title))
    stage.press(.pageUp, .up)
    #expect(stage.state.graph.selection == .card(try cards()[398 - ListState.rows(in: stage.state.panes.main.size)].id))
    let chosen = try #require(stage.state.graph.selection?.card)
    stage.press(.enter)
    #expect(stage.state.graph.view == .focus(chosen, hops: 1))
    stage.type("s")
    #expect(stage.state.graph.view == .list)
    #expect(stage.state.graph.selection == .card(chosen))
  }

  @Test("details on a low screen leave the neighbours in sight")
  func inset() throws {
    var stage = stage(24, Size(width: 80, height: 24), namespaces: ["a"])
    stage.press(.right, .enter)
    let selected = try #require(stage.state.graph.selection?.card)
    let around = stage.state.graph.model.links.filter { $0.id.source == selected || $0.id.target == selected }
    #expect(!around.isEmpty)
    let lines = stage.text.split(separator: "\n").prefix(10).joined()
    for id in Set(around.flatMap { [$0.id.source, $0.id.target] }) {
      let title = try #require(stage.state.graph.model.card(id)).shownTitle
      #expect(lines.contains(title), "\(id)")
    }
    stage.press(.enter)
    #expect(stage.state.graph.inset == nil)
  }

  @Test("the small picture shows where the drawing is larger, unless it is not wanted")
  func minimap() {
    var stage = stage(60, Size(width: 100, height: 40))
    let scene = stage.state.graph.scene.extent
    #expect(scene.right > 100 || scene.bottom > stage.state.panes.main.height)
    #expect(stage.text.contains("●"))
    stage.type("M")
    #expect(!stage.text.contains("●"))
  }
}
