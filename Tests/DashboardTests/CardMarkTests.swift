import Cells
import MeshModel
import Testing

@testable import Dashboard

@Suite("Marks on cards and edges") struct CardMarkTests {
  private func card(_ badges: [Badge], _ change: (inout GraphCard) -> Void = { _ in }) -> GraphCard {
    var card = GraphCard(
      id: CardID("default/a"), kind: .service, title: "a", namespace: "default", isForeign: false, rows: [],
      health: Health(.healthy), inbound: RequestTotals(rate: 1), outbound: RequestTotals(), badges: badges,
      responses: [:])
    change(&card)
    return card
  }

  @Test("every badge has a mark")
  func all() {
    // What the versions' shares show, and what the kind of the card says.
    let without: Set<Badge> = [.trafficShifting, .requestRouting, .egress]
    for badge in Badge.allCases { #expect(card([badge]).marks.isEmpty == without.contains(badge), "\(badge)") }
    #expect(card([]) { $0.takesPlainText = true }.marks == [.plainText])
    #expect(card([.gateway]) { $0.takesPlainText = true }.marks == [.gateway])
    #expect(card([]) { $0.selfRate = 1 }.marks == [.callsItself])
  }

  @Test("marks that can stand together have different letters, all of them ASCII")
  func letters() {
    let letters = CardMark.allCases.map(\.letter)
    #expect(Set(letters).count == letters.count - 1)
    #expect(CardMark.weights.letter == CardMark.virtualService.letter)
    for mark in CardMark.allCases {
      for text in [mark.letter] + mark.words { #expect(GlyphSet.ascii.text(text) == text) }
    }
  }

  @Test(
    "words where there is room, letters where there is not",
    arguments: [
      (30, "fault injected MTV"), (18, "fault injected MTV"), (17, "fault MTV"), (8, "FMTV"), (4, "FMTV"), (3, "FMT"),
    ])
  func room(room: Int, wanted: String) {
    #expect(card([.faultInjection, .virtualService, .mirroring, .requestTimeout]).tag(room: room) == wanted)
    #expect(card([]).tag(room: room) == nil)
  }

  @Test("a card keeps room for the letters of its configuration, in every style that has borders")
  func width() {
    for style in [CardStyle.wide, .normal, .compact] {
      let marked = card([.faultInjection, .virtualService, .circuitBreaker]) { $0.title = "a-rather-long-1" }
      let columns = CardColumns(marked, style: style)
      var canvas = Canvas(size: columns.size)
      CardPainter(card: marked, columns: columns, isSelected: false, isMatch: false)
        .draw(on: &canvas, in: Rect(x: 0, y: 0, width: columns.size.width, height: columns.size.height))
      #expect(canvas.text[0].contains("FBV") || canvas.text[0].contains("fault"), "\(canvas.text[0])")
    }
  }

  @Test(
    "edges show what was chosen",
    arguments: [
      (EdgeFigure.rate, "20.0/s", "12kB/s"), (.share, "40.0%", "40.0%"), (.errors, "5.0%", "–"), (.p50, "4 ms", "4 ms"),
      (.p95, "9 ms", "9 ms"), (.p99, "1.5 s", "1.5 s"), (.throughput, "–", "12kB/s"), (.mtls, "87.5%", "87.5%"),
    ])
  func figures(figure: EdgeFigure, requests: String, bytes: String) {
    let id = LinkID(source: CardID("a"), target: CardID("b"))
    var link = GraphLink(
      id: id, parts: [], protocols: [.http], rate: 20, errorRate: 1, byteRate: 0, percentOfSource: 40, responses: [:],
      latency: Latency(p50: 4, p95: 9, p99: 1_500), mtlsPercent: 87.5, health: Health(.healthy))
    #expect(figure.text(link) == requests)
    (link.rate, link.byteRate, link.protocols) = (0, 12_000, [.tcp])
    #expect(figure.text(link) == bytes)
    (link.byteRate) = 0
    #expect(figure.text(link) == Figures.none)
  }

  @Test("mutual TLS is a word where it is all or nothing, and unknown is no plain text")
  func mutualTLS() {
    var link = GraphLink(
      id: LinkID(source: CardID("a"), target: CardID("b")), parts: [], protocols: [.http], rate: 1, errorRate: 0,
      byteRate: 0, responses: [:], mtlsPercent: 100, health: Health(.healthy))
    #expect(EdgeFigure.mtls.text(link) == "mTLS")
    link.mtlsPercent = 0
    #expect(EdgeFigure.mtls.text(link) == "plain")
    link.mtlsPercent = nil
    #expect(EdgeFigure.mtls.text(link) == Figures.none)
  }

  @Test("e goes round all figures")
  func cycle() {
    var stage = Stage()
    var seen: [EdgeFigure] = []
    for _ in EdgeFigure.allCases {
      seen.append(stage.state.graph.figure)
      stage.type("e")
      #expect(stage.state.messages.last?.text.contains(stage.state.graph.figure.name) == true)
    }
    #expect(Set(seen) == Set(EdgeFigure.allCases))
    #expect(stage.state.graph.figure == .rate)
  }
}
