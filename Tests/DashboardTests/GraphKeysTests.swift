import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Keys on the graph") struct GraphKeysTests {
  private func selected(_ stage: Stage) -> String { stage.state.graph.selection.map { "\($0)" } ?? "nothing" }

  @Test("begin where there is something to decide")
  func start() { #expect(Stage().state.graph.selection == .card(CardID("default/reviews"))) }

  @Test(
    "arrows and letters follow the drawing",
    arguments: [
      ([Key.left], "default/productpage"), ([.character("h")], "default/productpage"), ([.right], "default/ratings"),
      ([.up], "default/details"), ([.left, .left], "istio-system/istio-ingressgateway"),
      ([.left, .left, .left], "istio-system/istio-ingressgateway"), ([.up, .down], "default/reviews"),
      ([.character("g")], "istio-system/istio-ingressgateway"), ([.end], "default/ratings"),
    ])
  func moves(keys: [Key], wanted: String) {
    var stage = Stage()
    for key in keys { stage.press(key) }
    #expect(stage.state.graph.selection == .card(CardID(wanted)))
  }

  @Test("Tab goes through the edges of a card and back to it; an edge leads to both ends")
  func edges() {
    var stage = Stage()
    let reviews = CardID("default/reviews")
    let out = LinkID(source: reviews, target: CardID("default/ratings"))
    let into = LinkID(source: CardID("default/productpage"), target: reviews)
    stage.press(.tab)
    #expect(stage.state.graph.selection == .link(out, from: reviews))
    stage.press(.tab)
    #expect(stage.state.graph.selection == .link(into, from: reviews))
    stage.press(.tab)
    #expect(stage.state.graph.selection == .card(reviews))
    stage.press(.tab, .right)
    #expect(stage.state.graph.selection == .card(CardID("default/ratings")))
    stage.press(.backTab, .escape)
    #expect(stage.state.graph.selection == .card(CardID("default/ratings")))
  }

  @Test("the selection is kept by identity, through other graph types and without traffic")
  func identity() {
    var stage = Stage()
    stage.press(.right)
    var quiet = Bookinfo()
    quiet.split = (1, 0)
    for _ in 0..<10 {
      quiet.timestamp += 5
      stage.send(.mesh(MeshView(snapshot: quiet.snapshot(), configuration: Objects.configuration())))
    }
    #expect(stage.state.graph.selection == .card(CardID("default/ratings")))
    #expect(stage.text.contains("is not in the picture now"))
    var back = Bookinfo()
    back.timestamp = quiet.timestamp + 5
    back.graphType = .workload
    stage.send(.mesh(MeshView(snapshot: back.snapshot(), configuration: Objects.configuration())))
    #expect(stage.state.graph.selectedCard?.title == "ratings")
  }

  @Test("a click selects what is under it")
  func mouse() throws {
    var stage = Stage()
    let rect = try #require(stage.state.graph.scene.rect(CardID("default/details")))
    let pane = stage.state.panes.main
    stage.send(.input(.mouse(MouseEvent(kind: .press, x: rect.x + pane.x + 1, y: rect.y + pane.y + 1))))
    #expect(stage.state.graph.selection == .card(CardID("default/details")))
    let edge = try #require(stage.state.graph.scene.drawing.edges.first { $0.target == CardID("default/ratings") })
    let point = try #require(edge.points.first)
    let origin = stage.state.graph.scene.origin
    stage.send(.input(.mouse(MouseEvent(kind: .press, x: point.x + origin.x + pane.x, y: point.y + origin.y + pane.y))))
    #expect(stage.state.graph.selection?.link?.target == CardID("default/ratings"))
  }

  @Test("a search goes round the hits, and Esc ends it")
  func find() {
    var stage = Stage()
    stage.type("/r")
    stage.press(.enter)
    stage.type("n")
    let first = selected(stage)
    stage.type("n")
    #expect(selected(stage) != first)
    stage.type("N")
    #expect(selected(stage) == first)
    stage.press(.escape)
    #expect(stage.state.graph.find == nil)
    stage.type("/zzz")
    stage.press(.enter)
    #expect(stage.state.messages.last?.text.contains("zzz") == true)
    // Letters that are keys elsewhere are text in the prompt.
    stage.type("/q?w")
    stage.press(.space)
    #expect(stage.state.graph.find?.text == "q?w ")
    #expect(stage.effects.isEmpty)
    stage.press(.control("c"))
    if case .quit? = stage.effects.last {} else { Issue.record("Ctrl-C does not quit while typing") }
  }

  @Test(
    "options change by effect",
    arguments: [
      ("+", ViewOptions(refresh: 5, window: 60)), ("-", ViewOptions(refresh: 5, window: 10)),
      (">", ViewOptions(refresh: 10, window: 30)), ("<", ViewOptions(refresh: 2, window: 30)),
      ("v", ViewOptions(graphType: .app)), ("i", ViewOptions(showsIdle: true)),
    ])
  func options(key: String, wanted: ViewOptions) {
    var stage = Stage()
    stage.type(key)
    #expect(stage.effects.count == 1)
    if case .setOptions(let options)? = stage.effects.first {
      #expect(options == wanted)
    } else {
      Issue.record("no effect")
    }
    #expect(stage.state.options == wanted)
  }

  @Test("values stop at the end of what is offered")
  func limits() {
    var stage = Stage()
    stage.type("+++++++")
    #expect(stage.state.options.window == 300)
    #expect(stage.effects.count == 3)
  }

  @Test("freezing holds the picture while data goes on coming in")
  func freeze() {
    var stage = Stage()
    let before = stage.state.graph.model
    stage.press(.space)
    var next = Bookinfo()
    next.rate = 500
    next.timestamp += 30
    stage.send(.mesh(MeshView(snapshot: next.snapshot(), configuration: Objects.configuration())))
    #expect(stage.state.graph.model == before)
    #expect(stage.text.contains("FROZEN"))
    stage.press(.space)
    #expect(stage.state.graph.model != before)
    #expect(!stage.text.contains("FROZEN"))
  }

  @Test("Esc goes back one level at a time and never quits")
  func back() {
    var stage = Stage()
    stage.press(.enter)
    stage.type("w?")
    #expect(stage.state.screens.count == 2)
    stage.press(.escape)
    #expect(stage.state.screens.count == 1)
    stage.press(.escape)
    #expect(stage.state.screens.isEmpty)
    #expect(stage.state.graph.isExpanded)
    stage.press(.escape)
    #expect(!stage.state.graph.isExpanded)
    stage.press(.escape, .escape)
    #expect(stage.effects.isEmpty)
    stage.type("q")
    if case .quit? = stage.effects.last {} else { Issue.record("q does not quit") }
  }

  @Test("messages vanish after some seconds but stay in the log")
  func toasts() {
    var stage = Stage()
    stage.send(.message(.info, "one"))
    stage.send(.message(.error, "two"))
    #expect(stage.state.toasts.map(\.text) == ["one", "two"])
    stage.send(.tick(stage.state.now + 4.5))
    #expect(stage.state.toasts.map(\.text) == ["two"])
    stage.send(.tick(stage.state.now + 2))
    #expect(stage.state.toasts.isEmpty)
    stage.type("m")
    #expect(stage.text.contains("one") && stage.text.contains("two"))
  }

  @Test(
    "weights are refused with the reason where they make no sense",
    arguments: [
      ("g", "no service"), ("l", "one version"), ("k", "one version"),
    ])
  func refused(key: String, reason: String) {
    var stage = Stage()
    stage.type(key + "w")
    #expect(stage.state.screens.isEmpty)
    #expect(stage.state.messages.last?.text.contains(reason) == true)
  }

  @Test("nothing is written where only reading is allowed")
  func readOnly() {
    var stage = Stage(context: DashboardContext(name: "x", namespaces: ["default"], readOnlyReason: "RBAC says no"))
    stage.type("wu")
    #expect(stage.state.screens.isEmpty && stage.effects.isEmpty)
    #expect(stage.state.messages.allSatisfy { $0.text.contains("RBAC says no") })
  }

  @Test("a lost API is told once, and its return too")
  func connection() {
    var stage = Stage()
    for _ in 0..<3 { stage.send(.connection(.failing(.unreachable, message: "refused"))) }
    #expect(stage.state.messages.count == 1)
    stage.send(.connection(.connected))
    #expect(stage.state.messages.count == 2)
    #expect(stage.state.messages.last?.severity == .info)
  }
}
