import Testing

@testable import Cells

@Suite struct LineLayerTests {
  private func drawing(
    width: Int = 9, height: Int = 5, crossing: LineLayer.Crossing = .cross, _ build: (inout LineLayer) -> Void
  ) -> [String] {
    var layer = LineLayer(bounds: Rect(x: 0, y: 0, width: width, height: height), crossing: crossing)
    build(&layer)
    var canvas = Canvas(width: width, height: height)
    layer.draw(on: &canvas)
    return canvas.text
  }

  private func path(_ points: (Int, Int)...) -> [Point] { points.map { Point(x: $0.0, y: $0.1) } }

  @Test func oneNetBranchesInTees() {
    let lines = drawing { layer in
      for row in [0, 2, 4] { layer.add(path: path((0, 2), (4, 2), (4, row), (8, row)), net: 1) }
    }
    #expect(lines == ["    ╭────", "    │", "────┼────", "    │", "    ╰────"])
    let two = drawing { layer in
      for row in [0, 4] { layer.add(path: path((0, 2), (4, 2), (4, row), (8, row)), net: 1) }
    }
    #expect(two == ["    ╭────", "    │", "────┤", "    │", "    ╰────"])
  }

  @Test func netsCrossAndNeverJoin() {
    let cross = drawing { layer in
      layer.add(path: path((0, 2), (8, 2)), net: 1)
      layer.add(path: path((4, 0), (4, 4)), net: 2)
    }
    #expect(cross == ["    │", "    │", "────┼────", "    │", "    │"])
    let gap = drawing(crossing: .gap) { layer in
      layer.add(path: path((0, 2), (8, 2)), net: 1)
      layer.add(path: path((4, 0), (4, 4)), net: 2)
    }
    #expect(gap == ["    │", "    │", "────│────", "    │", "    │"])
    let heavy = drawing(crossing: .gap) { layer in
      layer.add(path: path((0, 2), (8, 2)), weight: .heavy, net: 1)
      layer.add(path: path((4, 0), (4, 4)), net: 2)
    }
    #expect(heavy[2] == "━━━━━━━━━")
    let mixed = drawing { layer in
      layer.add(path: path((0, 2), (8, 2)), weight: .heavy, net: 1)
      layer.add(path: path((4, 0), (4, 4)), net: 2)
    }
    #expect(mixed[2] == "━━━━┿━━━━")
  }

  /// A corner of one net on a line of another must not read as a tee.
  @Test func aCornerOnAForeignLineHidesIt() {
    let lines = drawing { layer in
      layer.add(path: path((0, 2), (8, 2)), net: 1)
      layer.add(path: path((4, 0), (4, 2), (8, 2)), net: 2)
    }
    #expect(lines[2] == "────╰────")
    let stub = drawing { layer in
      layer.add(path: path((0, 2), (8, 2)), net: 1)
      layer.add(path: path((4, 0), (4, 2)), net: 2, extendsEnds: false)
    }
    #expect(stub[2] == "────╵────")
  }

  @Test func pathsOutsideTheBoundsAreCut() {
    var layer = LineLayer(bounds: Rect(x: 100, y: 50, width: 5, height: 3))
    layer.add(path: path((0, 51), (1_000_000, 51)), net: 1)
    layer.add(path: path((102, -40), (102, 900)), net: 2)
    layer.add(path: path((0, 0), (90, 0), (90, 90)), net: 3)
    var canvas = Canvas(width: 5, height: 3)
    layer.draw(on: &canvas, origin: Point(x: 100, y: 50))
    #expect(canvas.text == ["  │", "──┼──", "  │"])
  }

  @Test func dashedAndSquareLines() {
    let lines = drawing { layer in
      layer.add(path: path((8, 0), (0, 0), (0, 4), (8, 4)), weight: .dashed, net: 1, rounded: false)
    }
    #expect(lines == ["┌┄┄┄┄┄┄┄┄", "┆", "┆", "┆", "└┄┄┄┄┄┄┄┄"])
  }

  @Test func trunkTakesTheStyleOfTheHeavierEdge() {
    var layer = LineLayer(bounds: Rect(x: 0, y: 0, width: 6, height: 1))
    layer.add(path: path((0, 0), (5, 0)), weight: .heavy, style: .edgeError, net: 1)
    layer.add(path: path((0, 0), (3, 0)), style: .edge, net: 1)
    #expect(layer.resolved(at: Point(x: 1, y: 0))?.style == .edgeError)
    #expect(layer.resolved(at: Point(x: 1, y: 0))?.glyph == "━")
    #expect(layer.resolved(at: Point(x: 6, y: 0)) == nil)
  }

  @Test func degeneratePathsDrawNothing() {
    let lines = drawing { layer in
      layer.add(path: [], net: 1)
      layer.add(path: path((3, 3)), net: 1)
      layer.add(path: path((0, 0), (4, 3)), net: 1)
    }
    #expect(lines == Array(repeating: "", count: 5))
  }
}
