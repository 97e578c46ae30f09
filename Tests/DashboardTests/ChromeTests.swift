import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Footer and toasts") struct ChromeTests {
  static let sizes = [(40, 10), (40, 12), (50, 16), (60, 20), (80, 24), (120, 40)].map { Size(width: $0, height: $1) }

  @Test("the way on, out and to the help stay at every size", arguments: sizes)
  func footer(size: Size) {
    var stage = Stage(size: size, configuration: Objects.configuration(virtualServices: [Objects.twoRoutes]))
    func footer() -> String { stage.canvas().text.last ?? "" }
    #expect(footer().contains("Enter details"))
    #expect(footer().contains("? help"))
    #expect(size.width < 60 || footer().contains("q quit"))
    stage.type("w")
    stage.press(.shiftLeft)
    for hint in ["Enter preview", "Esc back", "? help"] { #expect(footer().contains(hint)) }
    #expect(size.width < 80 || footer().contains("x reset"))
    stage.press(.enter)
    stage.acceptDryRun()
    for hint in ["y apply", "Esc back", "? help"] { #expect(footer().contains(hint)) }
    stage.type("y")
    for hint in ["Esc graph", "? help"] { #expect(footer().contains(hint)) }
  }

  @Test("a toast hides no line of a form", arguments: sizes)
  func toastsOverForms(size: Size) {
    var stage = Stage(size: size)
    stage.type("w")
    stage.press(.shiftLeft)
    let form = stage.state.panes.form
    func rows() -> [String] { Array(stage.canvas().text[form.y..<form.bottom]) }
    let before = rows()
    stage.send(.message(.error, "6 of 6 proxies stopped answering: connection refused, and more words after that."))
    #expect(stage.text.contains("6 of 6"))
    #expect(rows() == before)
    stage.press(.enter)
    stage.acceptDryRun()
    let preview = rows()
    stage.send(.tick(stage.state.now + 10))
    #expect(rows() == preview)
  }

  @Test("the same again takes the place of the toast before")
  func repeated() {
    var stage = Stage()
    for _ in 0..<3 { stage.type("u") }
    stage.send(.message(.warning, "no"))
    stage.send(.message(.warning, "no"))
    #expect(stage.state.toasts.map(\.text) == ["no"])
    stage.send(.tick(stage.state.now + 10))
    stage.type("eee")
    #expect(stage.state.toasts.count == 1)
  }

  @Test("window and poll interval are told when they change, and at the end of what is offered")
  func options() {
    var stage = Stage(size: Stage.sizes[1])
    stage.type("+")
    #expect(stage.text.contains("Window 1 min."))
    stage.type("<")
    #expect(stage.text.contains("Poll 2 s."))
    stage.type("----")
    #expect(stage.state.toasts.map(\.text) == ["Window 10 s: the shortest there is."])
  }

  @Test("edge labels without room are said to have none")
  func labels() {
    var stage = Stage(size: Stage.sizes[1])
    stage.type("e")
    #expect(stage.text.contains("No room for edge labels here"))
    var wide = Stage(size: Stage.sizes[3])
    wide.type("e")
    #expect(wide.text.contains("show share of the caller's requests"))
  }

  @Test("in ASCII a healthy card has another sign than the corner of its box")
  func ascii() {
    let stage = Stage(glyphs: .ascii)
    #expect(stage.text.contains("6/6 proxies ok"))
    #expect(stage.text.contains("details"))
    #expect(stage.canvas().text.contains { $0.contains(" * ") && $0.contains("+") })
  }

  @Test("missing proxies are told with the key that says why")
  func missingProxies() {
    var stage = Stage(size: Stage.sizes[1])
    var snapshot = Bookinfo().snapshot()
    snapshot.proxies[0].state = .failing(reason: "refused")
    snapshot.notices = []
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    #expect(stage.text.contains("1 of 6 proxies cannot be read."))
    #expect(stage.text.contains("m why"))
  }

  @Test("a service without traffic tells which requests to it failed")
  func quiet() {
    var stage = Stage(size: Stage.sizes[1])
    var snapshot = Bookinfo().snapshot()
    let reviews = snapshot.edges.filter { $0.target.text.contains("reviews") || $0.source.text.contains("reviews") }
    guard var failing = snapshot.edges.first(where: { $0.source.text.contains("productpage") }) else {
      Issue.record("no edge out of productpage")
      return
    }
    #expect(!reviews.isEmpty)
    snapshot.edges.removeAll { $0.target.text.contains("reviews") || $0.source.text.contains("reviews") }
    snapshot.nodes.removeAll { $0.id.text.contains("reviews") }
    failing.responses[ResponseKey(code: "503", flags: "NC", host: "reviews:9080")] = 4
    snapshot.edges = snapshot.edges.map { $0.id == failing.id ? failing : $0 }
    for _ in 0..<12 {
      snapshot.timestamp += 5
      stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    }
    #expect(stage.text.contains("is not in the picture now"))
    #expect(stage.text.contains("503 NC for reviews:9080 by productpage"))
  }

  @Test("a notice takes no room from undo and find")
  func footerBesideNotice() {
    var stage = Stage(size: Stage.sizes[1])
    var snapshot = Bookinfo().snapshot()
    snapshot.notices = [Notice(code: "x", text: "Something is odd.")]
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    let footer = stage.canvas().text.last ?? ""
    for hint in ["w weights", "u undo", "/ find", "q quit", "? help", "! 1 m"] { #expect(footer.contains(hint)) }
  }

  @Test("one toast is shown, in whole rows, and one that matters more beside it", arguments: sizes)
  func oneToast(size: Size) {
    var stage = Stage(size: size)
    let before = stage.canvas().text
    for text in ["first", "second", "third"] { stage.send(.message(.info, text)) }
    let after = stage.canvas().text
    #expect(after.filter { $0.contains("third") }.count == 1)
    #expect(!stage.text.contains("first") && !stage.text.contains("second"))
    let row = after.firstIndex { $0.contains("third") } ?? 0
    #expect(after.indices.allSatisfy { $0 == row || after[$0] == before[$0] })
    #expect(!after[row].contains("─"))
    stage.send(.message(.error, "broken"))
    stage.send(.message(.info, "fourth"))
    #expect(stage.text.contains("broken") && stage.text.contains("fourth"))
  }

  @Test("a namespace without pods names the keys that lead elsewhere")
  func emptyNamespace() {
    var stage = Stage(bookinfo: nil)
    stage.send(.connection(.connected))
    stage.send(
      .mesh(
        MeshView(
          snapshot: MeshSnapshot(timestamp: 1_700_000_000, windowSeconds: 30), configuration: MeshConfiguration())))
    #expect(stage.text.contains(":ns *") && stage.text.contains("^N namespaces"))
    #expect(!stage.text.contains(" -A"))
    // An empty list offers nothing to open, and speaks of refusals where something was refused.
    stage.type("5")
    #expect(stage.canvas().text.last?.contains("Enter") == false)
    #expect(!stage.text.contains("refused"))
  }

  @Test("the mark of what is below cuts no word unmarked")
  func marks() {
    var canvas = Canvas(width: 20, height: 2)
    let lines = (1...5).map { TextLine("line \($0) goes to the edge") }
    ListPainter.draw(lines, scroll: 1, on: &canvas, in: Rect(x: 0, y: 0, width: 20, height: 2))
    #expect(canvas.text == ["line 2 goes to… ▴ 1", "line 3 go… ▾ 2 more"])
  }
}
