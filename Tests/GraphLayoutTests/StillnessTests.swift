import GraphLayout
import Testing

/// What was drawn stays where it was.
@Suite struct StillnessTests {
  /// Wide gaps, so that new lines fit.
  private let roomy = LayoutOptions(minimumGap: 36)

  private func check(
    _ before: GraphDrawing<String>, _ graph: SampleGraph, options: LayoutOptions, columnsToo: Bool
  ) {
    let after = graph.drawing(options: options, previous: before)
    DrawingCheck.expectLegible(after, of: graph)
    for (id, rect) in after.nodes {
      guard let old = before.nodes[id] else { continue }
      #expect(rect.y == old.y, "\(id)")
      #expect(after.layers[id] == before.layers[id])
      if columnsToo { #expect(rect == old) } else { #expect(rect.x >= old.x) }
    }
  }

  @Test(arguments: SampleGraph.Kind.allCases)
  func drawingAgainChangesNothing(kind: SampleGraph.Kind) {
    for seed in 0..<4 {
      let graph = SampleGraph.random(kind, count: 18, seed: seed)
      let drawing = graph.drawing()
      #expect(graph.drawing(previous: drawing) == drawing)
    }
  }

  @Test(arguments: SampleGraph.Kind.allCases)
  func anEdgeComesOrGoes(kind: SampleGraph.Kind) {
    for seed in 0..<4 {
      var random = Seeded(seed + 7)
      let graph = SampleGraph.random(kind, count: 13, seed: seed)
      var fewer = graph
      guard !graph.edges.isEmpty else { continue }
      fewer.edges.remove(at: Int.random(in: graph.edges.indices, using: &random))
      for options in [LayoutOptions(), roomy] {
        check(graph.drawing(options: options), fewer, options: options, columnsToo: kind != .dense)
        check(fewer.drawing(options: options), graph, options: options, columnsToo: options == roomy)
      }
    }
  }

  @Test(arguments: SampleGraph.Kind.allCases)
  func aLeafComesOrGoes(kind: SampleGraph.Kind) {
    for seed in 0..<4 {
      var random = Seeded(seed + 9)
      let graph = SampleGraph.random(kind, count: 12, seed: seed)
      var more = graph
      more.nodes.append(LayoutNode(id: "leaf", width: 2, height: 3))
      more.edges.append(
        LayoutEdge(source: graph.nodes.randomElement(using: &random)?.id ?? "", target: "leaf", labelWidth: 4))
      for options in [LayoutOptions(), roomy] {
        check(graph.drawing(options: options), more, options: options, columnsToo: options == roomy)
        check(more.drawing(options: options), graph, options: options, columnsToo: kind != .dense)
      }
    }
  }

  /// Of a mesh of 80, nothing changes its row or layer when an edge or a leaf comes or goes.
  @Test(arguments: [SampleGraph.Kind.layered, .hubs])
  func largeMeshesStandStill(kind: SampleGraph.Kind) {
    let graph = SampleGraph.random(kind, count: 80, seed: 3)
    let before = graph.drawing()
    func moved(_ after: GraphDrawing<String>) -> [String] {
      after.nodes.keys.filter { id in
        guard let old = before.nodes[id] else { return false }
        return after.nodes[id]?.y != old.y || after.layers[id] != before.layers[id]
      }.sorted()
    }
    for at in stride(from: 0, to: graph.edges.count, by: 29) {
      var fewer = graph
      fewer.edges.remove(at: at)
      #expect(moved(fewer.drawing(previous: before)) == [])
      var more = graph
      more.nodes.append(LayoutNode(id: "leaf", width: 9, height: 3))
      more.edges.append(LayoutEdge(source: graph.edges[at].source, target: "leaf"))
      more.edges.append(LayoutEdge(source: graph.edges[at].target, target: graph.nodes[at % 80].id))
      #expect(moved(more.drawing(previous: before)) == [])
    }
  }

  @Test func churnStaysLegible() {
    var random = Seeded(5)
    var graph = SampleGraph.random(.layered, count: 20, seed: 1)
    var drawing = graph.drawing()
    for step in 0..<28 {
      switch step % 4 {
      case 0:
        let gone = graph.nodes.remove(at: Int.random(in: graph.nodes.indices, using: &random)).id
        graph.edges.removeAll { $0.source == gone || $0.target == gone }
      case 1:
        graph.nodes.append(LayoutNode(id: "x\(step)", width: 12, height: 4))
        graph.edges.append(LayoutEdge(source: graph.nodes[0].id, target: "x\(step)", labelWidth: 5))
        graph.edges.append(LayoutEdge(source: "x\(step)", target: graph.nodes[3].id))
      case 2:
        graph.nodes[step % graph.nodes.count].height += 1
      default:
        let a = graph.nodes.randomElement(using: &random)?.id ?? ""
        let b = graph.nodes.randomElement(using: &random)?.id ?? ""
        graph.edges.append(LayoutEdge(source: a, target: b, labelWidth: 3))
      }
      drawing = graph.drawing(previous: drawing)
      DrawingCheck.expectLegible(drawing, of: graph)
    }
  }

  @Test func aGrownCardPushesOnlyWhatStandsBelowIt() {
    var graph = SampleGraph.bookinfo(cardWidth: 20, labelWidth: 8)
    let before = graph.drawing(options: roomy)
    graph.nodes[2].height += 4
    let after = graph.drawing(options: roomy, previous: before)
    DrawingCheck.expectLegible(after, of: graph)
    for id in ["gateway", "productpage", "details", "ratings"] {
      #expect(after.nodes[id]?.y == before.nodes[id]?.y && after.nodes[id]?.x == before.nodes[id]?.x)
    }
    #expect((after.nodes["reviews"]?.y ?? 0) > (before.nodes["reviews"]?.y ?? 0))
  }

  @Test func anUnrelatedDrawingIsForgotten() {
    let graph = SampleGraph.bookinfo(cardWidth: 20, labelWidth: 0)
    let other = SampleGraph.random(.layered, count: 10, seed: 1).drawing()
    #expect(graph.drawing(previous: other) == graph.drawing())
  }
}
