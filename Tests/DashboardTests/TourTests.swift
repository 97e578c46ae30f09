import Cells
import Testing

@testable import Dashboard

@Suite("Tour") struct TourTests {
  private func stage(size: Size = Size(width: 120, height: 40)) -> Stage {
    var stage = Stage(size: size)
    stage.state.tour = Tour()
    return stage
  }

  private func endings(_ stage: Stage) -> Int { stage.effects.count { if case .endTour = $0 { true } else { false } } }

  @Test("hints stand at the place that they are about, one after the other")
  func places() {
    var stage = stage()
    #expect(stage.text.contains("A card is a service"))
    stage.press(.function(3))
    #expect(stage.text.contains("w on reviews shifts its traffic"))
    stage.press(.escape)
    #expect(stage.text.contains("a lists what else can be done"))
    #expect(endings(stage) == 2)
    stage.press(.function(3))
    #expect(stage.state.tourHint == nil)
    stage.type("w")
    #expect(stage.state.tourHint == .dial)
    stage.press(.shiftLeft, .enter)
    #expect(stage.state.tourHint == .preview)
    // Elsewhere Esc goes back as always.
    stage.press(.escape)
    #expect(stage.state.tourHint == .dial)
    stage.type("?")
    #expect(stage.state.tourHint == nil)
  }

  @Test("a key shows the hints again")
  func again() {
    var stage = Stage()
    #expect(stage.state.tourHint == nil)
    stage.press(.function(3))
    #expect(stage.state.tourHint == .cards)
    #expect(endings(stage) == 0)
  }

  @Test("a click puts a hint away")
  func click() throws {
    var stage = stage()
    let frame = try #require(stage.state.tourPainter).frame(in: stage.state.panes)
    stage.send(.input(.mouse(MouseEvent(kind: .press, x: frame.x + 2, y: frame.y))))
    #expect(stage.state.tourHint == .weights)
  }

  @Test("hints name the keys as they are bound, and fit", arguments: Stage.sizes)
  func golden(size: Size) throws {
    let stage = stage(size: size)
    try Golden.check(stage, "tour")
  }

  @Test("a hint covers no message", arguments: Stage.sizes)
  func messages(size: Size) {
    var stage = stage(size: size)
    stage.type("w")
    stage.press(.shiftLeft, .enter)
    stage.send(.message(.warning, "Not applied: type it."))
    #expect(stage.text.contains("Not applied: type it."))
  }

  @Test("an empty screen has no hints")
  func empty() {
    var stage = Stage(bookinfo: nil)
    stage.state.tour = Tour()
    #expect(stage.state.tourHint == nil)
  }

  @Test("a hint covers nothing but a rule or the header, and is whole from 80 columns on", arguments: Stage.sizes)
  func covered(size: Size) throws {
    var stage = stage(size: size)
    func check(_ place: TourHint.Place) throws {
      let hint = try #require(stage.state.tourHint)
      #expect(hint.place == place)
      var without = stage
      without.state.tour = nil
      let (lines, plain) = (stage.canvas().text, without.canvas().text)
      let row = try #require(stage.state.tourPainter).frame(in: stage.state.panes).y
      #expect(lines.indices.allSatisfy { $0 == row || lines[$0] == plain[$0] })
      #expect(row == 0 || plain[row].allSatisfy { $0 == "─" })
      #expect(size.width < 80 || lines[row].contains("[F3] next"))
    }
    for _ in 0..<3 {
      try check(.graph)
      stage.press(.function(3))
    }
    stage.type("w")
    try check(.weights)
    stage.press(.shiftLeft, .enter)
    stage.acceptDryRun()
    try check(.preview)
    stage.type("y")
    try check(.afterwards)
  }
}
