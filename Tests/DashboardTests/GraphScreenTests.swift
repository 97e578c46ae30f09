import Cells
import Testing

@testable import Dashboard

@Suite("Graph screen") struct GraphScreenTests {
  @Test("looks as recorded", arguments: Stage.sizes)
  func golden(size: Size) throws {
    try Golden.check(Stage(size: size), "graph")
  }
}
