import Cells
import Testing

@testable import Dashboard

@Suite("Graph screen") struct GraphScreenTests {
  @Test("looks as recorded", arguments: Stage.sizes, [GlyphSet.unicode, .ascii])
  func golden(size: Size, glyphs: GlyphSet) throws {
    let stage = Stage(size: size, glyphs: glyphs)
    try Golden.check(stage.canvas(), "graph-\(size.width)x\(size.height)-\(glyphs)")
  }
}
