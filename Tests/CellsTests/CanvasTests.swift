import Testing

@testable import Cells

@Suite struct CanvasTests {
  @Test func textIsPlacedClippedAndMeasured() {
    var canvas = Canvas(width: 10, height: 3)
    #expect(canvas.write("reviews", x: 1, y: 0, style: .title) == 7)
    #expect(canvas.write("left", x: -2, y: 1) == 4)
    #expect(canvas.write("right edge", x: 6, y: 1) == 10)
    canvas.write("below", x: 0, y: 3)
    canvas.write("above", x: 0, y: -1)
    #expect(canvas.text == [" reviews", "ft    righ", ""])
    #expect(canvas.styleMap == ["text*1 title*7 text*2", "text*10", "text*10"])
  }

  @Test(arguments: [
    (TextAlignment.left, "ab", "ab"), (.right, "ab", "    ab"), (.center, "ab", "  ab"), (.right, "too long", "too l…"),
    (.center, "漢", "  漢"),
  ])
  func fields(alignment: TextAlignment, text: String, expected: String) {
    var canvas = Canvas(width: 8, height: 1)
    canvas.write(text, x: 0, y: 0, maxWidth: 6, alignment: alignment)
    #expect(canvas.text == [expected])
  }

  @Test func piecesShareARoom() {
    var canvas = Canvas(width: 12, height: 1)
    let used = canvas.write([("v1 ", .text), ("80%", .accent), (" of all", .muted)], x: 0, y: 0, maxWidth: 8)
    #expect(used == 8)
    #expect(canvas.text == ["v1 80% …"])
    #expect(canvas.styleMap == ["text*3 accent*3 muted*2 text*4"])
  }

  @Test func wideGlyphsAreNeverHalved() {
    var canvas = Canvas(width: 6, height: 1)
    canvas.write("漢字", x: 1, y: 0)
    #expect(canvas[1, 0].width == 2)
    #expect(canvas[2, 0].isContinuation)
    canvas.write("x", x: 2, y: 0)
    #expect(canvas.text == ["  x字"])
    canvas.write("y", x: 3, y: 0)
    #expect(canvas.text == ["  xy"])
    #expect(canvas[4, 0] == .blank)
    canvas.write("字", x: 5, y: 0)
    #expect(canvas.text == ["  xy"])
    canvas.write("字", x: -1, y: 0)
    #expect(canvas.text == ["  xy"])
    canvas.write("漢", x: 0, y: 0)
    canvas.write("字", x: 1, y: 0)
    #expect(canvas.text == [" 字y"])
  }

  @Test func hostileNamesStayHarmless() {
    var canvas = Canvas(width: 24, height: 2)
    canvas.write("a\u{1B}]0;owned\u{7}b\u{202E}c\nd", x: 0, y: 0)
    canvas.put("\u{1B}", x: 0, y: 1)
    canvas.fill(Rect(x: 1, y: 1, width: 2, height: 1), with: "\u{200B}")
    #expect(canvas.text == ["a�]0;owned�b�c�d", "���"])
  }

  @Test func clippingNestsAndEnds() {
    var canvas = Canvas(width: 8, height: 2)
    canvas.clipped(to: Rect(x: 2, y: 0, width: 4, height: 1)) { pane in
      pane.fill(Rect(x: 0, y: 0, width: 100, height: 100), with: "#")
      pane.clipped(to: Rect(x: 4, y: 0, width: 10, height: 2)) { inner in
        inner.write("........", x: 0, y: 0)
        inner.write("........", x: 0, y: 1)
      }
    }
    canvas.write("z", x: 7, y: 1)
    #expect(canvas.text == ["  ##..", "       z"])
  }

  @Test func copiesOfPartsAreClippedOnBothSides() {
    var map = Canvas(width: 6, height: 3)
    map.write("ab漢cd", x: 0, y: 1, style: .accent)
    var screen = Canvas(width: 8, height: 2)
    screen.draw(map, at: Point(x: 1, y: 0), from: Rect(x: 3, y: 1, width: 9, height: 9))
    #expect(screen.text == ["  cd", ""])
    var left = Canvas(width: 4, height: 1)
    left.draw(map, at: .zero, from: Rect(x: 0, y: 1, width: 3, height: 1))
    #expect(left.text == ["ab"])
    var panned = Canvas(width: 4, height: 2)
    panned.draw(map, at: .zero, from: Rect(x: -2, y: 0, width: 4, height: 2))
    #expect(panned.text == ["", "  ab"])
    #expect(panned.styleMap[1] == "text*2 accent*2")
  }

  @Test func highlightKeepsTheMeaning() {
    var canvas = Canvas(width: 4, height: 1)
    canvas.write("ok", x: 0, y: 0, style: .healthy)
    canvas.highlight(Rect(x: 1, y: 0, width: 9, height: 1))
    #expect(canvas.styleMap == ["healthy*1 healthy+reverse*1 text+reverse*2"])
  }

  @Test func asciiKeepsTheShape() {
    var canvas = Canvas(width: 22, height: 4)
    canvas.box(canvas.bounds, title: [("details", .title)], sign: ("✓", .healthy))
    canvas.write("v1 ███▌··· 12 → 漢 é", x: 1, y: 1)
    canvas.sparkline([0, 1, 4, 7, nil, 3], x: 1, y: 2, width: 6)
    #expect(
      canvas.converted(to: .ascii).text == [
        "+ details -------- * +",
        "|v1 ####... 12 > ?? ?|",
        "|_.=# -              |",
        "+--------------------+",
      ])
    #expect(canvas.converted(to: .unicode) == canvas)
    for line in canvas.converted(to: .ascii).text { #expect(line.utf8.count == line.count) }
  }

  @Test func emptyCanvasTakesAnything() {
    var canvas = Canvas(width: -3, height: 0)
    canvas.write("x", x: 0, y: 0)
    canvas.box(Rect(x: 0, y: 0, width: 5, height: 5))
    canvas.fill(Rect(x: -5, y: -5, width: 50, height: 50), with: "漢")
    #expect(canvas.size == Size(width: 0, height: 0))
    #expect(canvas.text == [])
    #expect(canvas[0, 0] == .blank)
    #expect(canvas.row(0).isEmpty)
  }

  @Test func changesAreFoundByRow() {
    var before = Canvas(width: 10, height: 2)
    before.write("a漢b 12.3", x: 0, y: 0)
    var now = before
    #expect(now.changedColumns(row: 0, since: before) == nil)
    now.write("4", x: 8, y: 0)
    #expect(now.changedColumns(row: 0, since: before) == 8..<9)
    #expect(now.changedColumns(row: 1, since: before) == nil)
    now.write("字", x: 1, y: 0)
    #expect(now.changedColumns(row: 0, since: before) == 1..<9)
    var restyled = before
    restyled.highlight(Rect(x: 2, y: 0, width: 1, height: 1))
    #expect(restyled.changedColumns(row: 0, since: before) == 1..<3)
    #expect(now.changedColumns(row: 0, since: Canvas(width: 9, height: 2)) == 0..<10)
  }

  /// Whatever is drawn, the cells stay consistent: each wide glyph is followed by its other half and nothing else is.
  @Test(arguments: 0..<20) func randomDrawingKeepsCellsConsistent(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var canvas = Canvas(width: 17, height: 5)
    let texts = ["漢字", "abc", "\u{1B}[0m", "한", "x漢", "─┼", "🚀🚀🚀", ""]
    for _ in 0..<300 {
      let x = Int.random(in: -4...18, using: &random)
      let y = Int.random(in: -1...5, using: &random)
      let size = Int.random(in: 0...6, using: &random)
      let rect = Rect(x: x, y: y, width: size, height: 2)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: canvas.box(rect)
      case 1: canvas.fill(rect, with: "漢")
      case 2: canvas.clipped(to: rect) { _ = $0.write("漢字漢字", x: x - 1, y: y) }
      case 3: canvas.draw(canvas, at: Point(x: x, y: y), from: rect)
      case 4: canvas.hline(x: x, y: y, width: size)
      default: canvas.write(texts[size % texts.count], x: x, y: y, maxWidth: size)
      }
    }
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        let cell = canvas[x, y]
        #expect(TextWidth.of(cell.scalar) != nil)
        #expect(cell.isContinuation == (x > 0 && canvas[x - 1, y].width == 2))
        if cell.width == 2 { #expect(x + 1 < canvas.width) }
      }
    }
  }
}
