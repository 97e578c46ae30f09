import GraphLayout
import Testing

/// Odd input gives a drawing all the same.
@Suite struct InputTests {
  @Test func nothingGivesNothing() {
    let empty = LayoutEngine<String>.layout(nodes: [], edges: [LayoutEdge(source: "a", target: "b")])
    #expect(empty == GraphDrawing())
    #expect(empty.strokes().isEmpty)
    #expect(empty.neighbour(of: "a", direction: .left) == nil)
  }

  @Test func sizesAreClamped() {
    let drawing = LayoutEngine.layout(
      nodes: [LayoutNode(id: "a", width: -5, height: 0), LayoutNode(id: "b", width: .max, height: .max)],
      edges: [
        LayoutEdge(source: "a", target: "b", weight: .nan, labelWidth: .max),
        LayoutEdge(source: "b", target: "a", weight: -.infinity, labelWidth: .min),
      ])
    #expect(drawing.nodes["a"]?.width == 1 && drawing.nodes["a"]?.height == 1)
    #expect(drawing.nodes["b"]?.width == 10_000 && drawing.nodes["b"]?.height == 10_000)
    #expect(drawing.edges.first?.label?.width == 1_000)
  }

  @Test func doublesAndStrangersAndLoops() {
    let drawing = LayoutEngine.layout(
      nodes: [
        LayoutNode(id: 1, width: 4, height: 3), LayoutNode(id: 1, width: 6, height: 1),
        LayoutNode(id: 2, width: 4, height: 3),
      ],
      edges: [
        LayoutEdge(source: 1, target: 2, labelWidth: 3), LayoutEdge(source: 1, target: 2, labelWidth: 7),
        LayoutEdge(source: 1, target: 1), LayoutEdge(source: 1, target: 9), LayoutEdge(source: 9, target: 9),
      ])
    #expect(drawing.nodes[1] == CellRect(x: 0, y: 0, width: 6, height: 3))
    #expect(drawing.edges.map(\.target) == [2])
    #expect(drawing.edges.first?.label?.width == 7)
    #expect(drawing.selfLoops == [1])
  }

  @Test func aGapTakesWhatItsLinesNeed() {
    let graph = SampleGraph.bookinfo(cardWidth: 12, labelWidth: 8)
    #expect(graph.drawing(options: LayoutOptions(minimumGap: 2, spareColumns: 0)).size.width == 4 * 12 + 10 + 11 + 10)
    #expect(graph.drawing(options: LayoutOptions(targetWidth: 120)).size.width == 4 * 12 + 3 * 16)
    let bare = SampleGraph.bookinfo(cardWidth: 18, labelWidth: 0).drawing(
      options: LayoutOptions(minimumGap: 2, spareColumns: 0))
    #expect(bare.size.width == 4 * 18 + 2 + 3 + 2)
  }

  @Test func aNodeMayBeOneCellLarge() {
    let graph = SampleGraph(
      nodes: ["a", "b", "c"].map { LayoutNode(id: $0, width: 1, height: 1) },
      edges: [("a", "b"), ("b", "c"), ("c", "b"), ("b", "a")].map { LayoutEdge(source: $0.0, target: $0.1) })
    #expect(
      Painter.paint(graph.drawing()) == """
        |───▶|───▶|
        ▲────▲────┘
        """)
  }

  @Test func aViewportShowsItsPartOfTheLines() {
    var random = Seeded(2)
    let drawing = SampleGraph.random(.cyclic, count: 16, seed: 2).drawing()
    let all = drawing.strokes()
    for _ in 0..<30 {
      let part = CellRect(
        x: Int.random(in: -5...drawing.size.width, using: &random),
        y: Int.random(in: -5...drawing.size.height, using: &random), width: Int.random(in: 0...60, using: &random),
        height: Int.random(in: 0...20, using: &random))
      #expect(drawing.strokes(in: part) == all.filter { part.contains($0.point) })
    }
  }

  @Test func aStarIsDrawn() {
    let names = (0..<120).map { "s\($0)" }
    let graph = SampleGraph(
      nodes: (names + ["hub"]).map { LayoutNode(id: $0, width: 5, height: 1) },
      edges: names.map { LayoutEdge(source: $0, target: "hub", labelWidth: 3) })
    let drawing = graph.drawing()
    DrawingCheck.expectLegible(drawing, of: graph)
    #expect(drawing.crossings == 0)
  }
}
