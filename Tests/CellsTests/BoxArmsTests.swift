import Testing

@testable import Cells

@Suite struct BoxArmsTests {
  @Test func everyCombinationOfWeightsHasAGlyph() {
    for north in LineWeight.allCases {
      for east in LineWeight.allCases {
        for south in LineWeight.allCases {
          for west in LineWeight.allCases {
            let arms = BoxArms(north: north, east: east, south: south, west: west)
            #expect(arms.isEmpty == (arms.glyph == " "))
            #expect(arms.isEmpty == (arms.asciiGlyph == " "))
            #expect(arms.asciiGlyph.isASCII)
            #expect(TextWidth.of(arms.glyph) == 1)
          }
        }
      }
    }
  }

  @Test func glyphsReadBackAsTheirArms() {
    var found = 0
    for value in UInt32(0x2500)...0x257F {
      guard let glyph = Unicode.Scalar(value), let arms = BoxArms(glyph: glyph) else { continue }
      found += 1
      #expect(arms.glyph == glyph, "\(glyph)")
    }
    // All but the diagonals and the two dash lengths that are not used.
    #expect(found == 117)
    #expect(BoxArms(glyph: "x") == nil)
    #expect(BoxArms(glyph: "█") == nil)
  }

  @Test(
    arguments: [
      (BoxArms.horizontal(.light), "─"), (.vertical(.heavy), "┃"), (.horizontal(.double), "═"),
      (.vertical(.dashed), "┆"),
      (.horizontal(.heavyDashed), "┅"), (BoxArms(east: .light, south: .light, isRounded: true), "╭"),
      (BoxArms(east: .heavy, south: .heavy, isRounded: true), "┏"), (BoxArms(east: .dashed, south: .dashed), "┌"),
      (BoxArms(north: .light, east: .heavy, south: .light, west: .heavy), "┿"),
      (BoxArms(north: .double, east: .light, south: .double, west: .light), "╫"),
      (BoxArms(north: .double, east: .light, south: .light), "╟"), (BoxArms(east: .double), "═"),
      (BoxArms(north: .heavy, east: .double, south: .heavy), "╠"), (BoxArms(west: .light), "╴"),
    ] as [(BoxArms, Unicode.Scalar)])
  func namedGlyphs(arms: BoxArms, glyph: Unicode.Scalar) {
    #expect(arms.glyph == glyph)
  }

  @Test func unionTakesTheHeavierArm() {
    let both = BoxArms(north: .light, east: .heavy).union(BoxArms(north: .heavy, east: .dashed, west: .double))
    #expect(both == BoxArms(north: .heavy, east: .heavy, west: .double))
  }

  @Test func framesAndRulesJoin() {
    var canvas = Canvas(width: 13, height: 5)
    canvas.box(canvas.bounds, title: [("weights", .title)])
    canvas.hline(x: 0, y: 2, width: 13)
    canvas.vline(x: 6, y: 2, height: 3)
    #expect(
      canvas.text == [
        "╭ weights ──╮",
        "│           │",
        "├─────┬─────┤",
        "│     │     │",
        "╰─────┴─────╯",
      ])
    canvas.hline(x: 0, y: 1, width: 13, weight: .heavy, joins: false)
    #expect(canvas.text[1] == "━━━━━━━━━━━━━")
  }

  @Test(arguments: [
    ("╭ detail ─ ✓ ╮", 14), ("╭ details ── ✓ ╮", 16), ("╭───── ✓ ╮", 10), ("╭─ ✓ ╮", 6), ("╭──╮", 4),
    ("╭╮", 2),
  ])
  func captionsGiveWay(edge: String, width: Int) {
    var canvas = Canvas(width: width, height: 2)
    let title = width == 14 ? "detail" : "details"
    canvas.box(canvas.bounds, title: [(title, .title)], sign: ("✓", .healthy))
    #expect(canvas.text[0] == edge)
  }
}
