import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Finding, hiding and going to cards") struct FindKeysTests {
  private func large(_ size: Size = Size(width: 120, height: 40), services: Int = 40) -> Stage {
    let mesh = LayeredMesh(services: services, namespaces: ["shop", "pay"])
    var stage = Stage(size: size, context: DashboardContext(name: "prod-eu"), bookinfo: nil)
    stage.send(.connection(.connected))
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: MeshConfiguration())))
    stage.send(.tick(mesh.timestamp + 2))
    return stage
  }

  private func write(_ text: String, to stage: inout Stage) {
    for character in text {
      if character == " " { stage.press(.space) } else { stage.type(String(character)) }
    }
  }

  // MARK: Find

  @Test("an expression finds cards and edges, n and N go round them")
  func expression() {
    var stage = Stage()
    write("/%error > 1", to: &stage)
    #expect(stage.text.contains("1 of 5 cards, 1 of 4 edges"))
    stage.press(.enter)
    #expect(stage.state.graph.hits.cards == [CardID("default/reviews")])
    #expect(stage.text.contains("/%error > 1  1 of 5 cards, 1 of 4 edges"))
    let link = LinkID(source: CardID("default/productpage"), target: CardID("default/reviews"))
    stage.type("n")
    #expect(stage.state.graph.selection == .link(link, from: link.source))
    #expect(stage.text.contains("┗!49.8/s▶"))
    stage.type("n")
    #expect(stage.state.graph.selection == .card(CardID("default/reviews")))
    stage.type("N")
    #expect(stage.state.graph.selection?.link == link)
    stage.press(.escape)
    #expect(stage.state.graph.find == nil)
    #expect(!stage.text.contains("1 of 5 cards"))
  }

  @Test("what is wrong shows while typing, and Enter keeps the prompt")
  func wrong() {
    var stage = Stage(size: Size(width: 80, height: 24))
    write("/rps > ten", to: &stage)
    #expect(stage.text.contains("✗ “ten” is no number such as 10"))
    let before = stage.state.graph.selection
    stage.press(.enter)
    #expect(stage.state.graph.find?.isTyping == true)
    #expect(stage.state.messages.last?.text.contains("“ten”") == true)
    #expect(stage.state.graph.selection == before)
    let y = stage.state.panes.footer.y
    let canvas = stage.canvas()
    let cells = (0..<12).map { canvas[$0, y] }
    let marked = cells.filter { $0.style == Style.error.underline }.map { String($0.scalar) }.joined()
    #expect(marked == "ten")
    stage.press(.control("w"))
    write("9", to: &stage)
    stage.press(.enter)
    #expect(stage.state.graph.find?.isTyping == false)
    #expect(stage.state.toasts.isEmpty)
  }

  @Test("Tab completes a name and shows what there is")
  func completion() {
    var stage = Stage()
    write("/!heal", to: &stage)
    stage.press(.tab)
    #expect(stage.state.graph.find?.text == "!healthy ")
    stage.press(.control("u"))
    write("%http", to: &stage)
    stage.press(.tab)
    #expect(stage.text.contains("%httperr %httperror %httptraffic"))
    write("t", to: &stage)
    stage.press(.tab)
    #expect(stage.state.graph.find?.text == "%httptraffic ")
    #expect(stage.state.screens.isEmpty)
  }

  // MARK: Hide

  @Test("what is hidden is counted on the screen of any size, and one key brings it back", arguments: Stage.sizes)
  func hide(size: Size) {
    var stage = large(size)
    let all = stage.state.graph.model
    write("\\rps < 30", to: &stage)
    #expect(stage.text.contains("of 40 cards"))
    stage.press(.enter)
    let sight = stage.state.graph.sight
    #expect(sight.hidden.cards > 0 && sight.hidden.links > 0)
    #expect(sight.model.cards.count + sight.hidden.cards == all.cards.count)
    #expect(sight.model.links.count + sight.hidden.links == all.links.count)
    let parts = [
      "\(sight.hidden.cards) cards and \(sight.hidden.links) edges hidden by rps < 30",
      "\(sight.hidden.cards + sight.hidden.links) hidden",
    ]
    #expect(parts.contains { stage.text.contains($0) }, "\(stage.text)")
    #expect(stage.state.graph.model == all)
    #expect(stage.state.graph.part.model.cards.count + stage.state.graph.part.hiddenCards >= sight.model.cards.count)
    stage.type("\\")
    #expect(stage.state.graph.sight.model == all)
    #expect(!stage.text.contains("hidden by"))
    // The text is offered again.
    stage.type("\\")
    #expect(stage.state.graph.hidePrompt?.text == "rps < 30")
    stage.press(.escape)
    #expect(stage.state.graph.hide == nil)
  }

  @Test("the drawing comes back as it was, and is never kept without what is hidden")
  func drawing() {
    var stage = large()
    let before = stage.state.graph.scene.drawing
    let layout = stage.state.layout?.text
    stage.state.hide(by: "healthy")
    #expect(stage.state.graph.scene.drawing != before)
    #expect(stage.state.layout?.text == layout)
    stage.type("\\")
    #expect(stage.state.graph.scene.drawing == before)
    stage.type("!")
    #expect(stage.state.layout?.text == layout)
    stage.type("!")
    #expect(stage.state.graph.scene.drawing == before)
  }

  @Test("polls do not move what is left, and keep counting")
  func polls() {
    var stage = Stage()
    stage.state.hide(by: "name = details")
    let drawing = stage.state.graph.scene.drawing
    var next = Bookinfo()
    next.timestamp += 5
    next.rate = 80
    stage.send(.mesh(MeshView(snapshot: next.snapshot(), configuration: Objects.configuration())))
    #expect(stage.state.graph.scene.drawing == drawing)
    #expect(stage.text.contains("1 card and 1 edge hidden by name = details"))
    #expect(stage.state.graph.sight.model.cards.count == 4)
  }

  @Test("hiding wins over finding")
  func hideWins() {
    var stage = Stage()
    stage.state.hide(by: "name = details")
    stage.state.look(for: "details")
    #expect(stage.state.graph.find == nil)
    #expect(stage.state.messages.last?.text.contains("“details”") == true)
  }

  @Test("a picture that is all hidden says why and how it comes back")
  func nothingLeft() {
    for size in Stage.sizes {
      var stage = Stage(size: size)
      stage.state.hide(by: "name *= e OR name *= r")
      #expect(stage.state.graph.sight.model.cards.isEmpty)
      let words = stage.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
      #expect(words.contains("5 of 5 cards"), "\(stage.text)")
      #expect(stage.text.contains("\\ shows them again"))
      for keys in ["o", "z", "Z", "s", "n", ";", "e", "G"] { stage.type(keys) }
      stage.press(.enter, .tab, .left, .right, .escape)
      stage.type("\\")
      #expect(stage.state.graph.sight.model.cards.count == 5)
    }
  }

  @Test("a cursor on what is hidden goes to what is left")
  func cursor() {
    var stage = Stage()
    stage.state.hide(by: "name = reviews")
    #expect(stage.state.graph.selection != .card(CardID("default/reviews")))
    #expect(stage.state.graph.showsSelection)
  }

  @Test("only what is unhealthy, with both ends of failing edges")
  func unhealthy() {
    var stage = Stage()
    stage.type("!")
    #expect(stage.state.graph.part.model.cards.map(\.title) == ["productpage", "reviews"])
    #expect(stage.text.contains("only unhealthy: 3 cards and 3 edges left out"))
    var well = Bookinfo()
    well.refused = 0
    well.timestamp += 5
    stage.send(.mesh(MeshView(snapshot: well.snapshot(), configuration: Objects.configuration())))
    #expect(stage.text.contains("Nothing is unhealthy."))
    stage.type("!")
    #expect(stage.state.graph.part.model.cards.count == 5)
  }

  @Test("the palette finds and hides, completes, and refuses what is wrong")
  func palette() {
    var stage = Stage()
    write(":hide name = details", to: &stage)
    stage.press(.enter)
    #expect(stage.state.graph.sight.hidden == GraphSight.Count(cards: 1, links: 1))
    write(":find !heal", to: &stage)
    stage.press(.tab)
    #expect(stage.state.palette?.text == "find !healthy ")
    stage.press(.enter)
    #expect(stage.state.graph.hits.cards == [CardID("default/reviews")])
    write(":find rps >", to: &stage)
    stage.press(.enter)
    #expect(stage.state.messages.last?.text.contains("a value is missing") == true)
    write(":hide ", to: &stage)
    stage.press(.enter)
    #expect(stage.state.graph.hide == nil)
    write(":unhealthy", to: &stage)
    stage.press(.enter)
    #expect(stage.state.graph.isOnlyUnhealthy)
  }

  // MARK: Jump

  @Test("letters lead to every card in sight", arguments: Stage.sizes)
  func jump(size: Size) throws {
    for services in [4, 40] {
      var stage = large(size, services: services)
      let cards = stage.state.graph.cardsInSight(pane: stage.state.panes.main.size)
      for card in cards {
        stage.type(";")
        let label = try #require(stage.state.graph.jump?.labels[card])
        #expect(stage.text.contains("[\(label)]"), "\(label) at \(size)")
        stage.type(label.uppercased())
        #expect(stage.state.graph.jump == nil)
        #expect(stage.state.graph.selection == .card(card))
      }
    }
  }

  @Test("two letters where one is not enough; Esc and other keys leave without doing anything")
  func jumpLetters() {
    let cards = (0..<800).map { CardID("a/\($0)") }
    #expect(Set(JumpState(Array(cards.prefix(26))).labels.values.map(\.count)) == [1])
    let many = JumpState(cards)
    #expect(Set(many.labels.values).count == 676)
    #expect(many.labels[cards[0]] == "aa" && many.labels[cards[700]] == nil)
    var stage = Stage()
    let before = stage.state.graph.selection
    for key in [Key.escape, .character("?"), .character("7"), .enter, .tab] {
      stage.type(";")
      stage.press(key)
      #expect(stage.state.graph.jump == nil && stage.state.screens.isEmpty)
      #expect(stage.state.graph.selection == before && !stage.state.graph.isExpanded)
    }
  }

  // MARK: Looks

  @Test(
    "looks as recorded",
    arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60)])
  func golden(size: Size) throws {
    var stage = large(size, services: 16)
    write("/rps > 20 AND %error", to: &stage)
    try Golden.check(stage, "find-wrong")
    write(" < 1", to: &stage)
    stage.press(.enter)
    try Golden.check(stage, "find-expression")
    stage.press(.escape)
    stage.state.hide(by: "rps < 20")
    try Golden.check(stage, "hide")
    stage.type(";")
    try Golden.check(stage, "jump")
    stage.press(.escape)
    stage.type("\\!")
    try Golden.check(stage, "unhealthy")
  }
}
