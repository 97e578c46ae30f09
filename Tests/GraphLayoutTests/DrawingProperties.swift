import GraphLayout
import Testing

@Suite struct DrawingProperties {
  @Test(arguments: SampleGraph.Kind.allCases)
  func everyDrawingIsLegible(kind: SampleGraph.Kind) {
    for seed in 0..<8 {
      let graph = SampleGraph.random(kind, count: 3 + seed * 3, seed: seed)
      DrawingCheck.expectLegible(graph.drawing(), of: graph)
    }
  }

  @Test(arguments: [
    LayoutOptions(minimumGap: 0), LayoutOptions(verticalGap: 3), LayoutOptions(targetWidth: 200),
    LayoutOptions(maximumPerLayer: 2), LayoutOptions(outPorts: .spread), LayoutOptions(keepsGroupsTogether: true),
    LayoutOptions(sweeps: 0),
  ])
  func optionsKeepItLegible(options: LayoutOptions) {
    for kind in SampleGraph.Kind.allCases {
      for seed in 20..<22 {
        let graph = SampleGraph.random(kind, count: 18, seed: seed)
        DrawingCheck.expectLegible(graph.drawing(options: options), of: graph)
      }
    }
  }

  /// Layouts with other sizes can share an order; one of another graph is not used.
  @Test(arguments: SampleGraph.Kind.allCases)
  func anOrderCanBeShared(kind: SampleGraph.Kind) {
    let graph = SampleGraph.random(kind, count: 16, seed: 2)
    let order = LayoutEngine.order(nodes: graph.nodes, edges: graph.edges)
    var larger = graph
    for at in larger.nodes.indices { larger.nodes[at].height += 1 }
    let drawing = LayoutEngine.layout(nodes: larger.nodes, edges: larger.edges, order: order)
    DrawingCheck.expectLegible(drawing, of: larger)
    // Where nodes without edges stand depends on the heights.
    if kind != .sparse { #expect(drawing == larger.drawing()) }
    var other = graph
    other.edges.removeLast()
    #expect(LayoutEngine.layout(nodes: other.nodes, edges: other.edges, order: order) == other.drawing())
  }

  @Test(arguments: SampleGraph.Kind.allCases)
  func inputOrderDoesNotMatter(kind: SampleGraph.Kind) {
    for seed in 0..<4 {
      let graph = SampleGraph.random(kind, count: 20, seed: seed)
      let drawing = graph.drawing()
      var random = Seeded(seed + 100)
      for _ in 0..<3 {
        let shuffled = SampleGraph(
          nodes: graph.nodes.shuffled(using: &random), edges: graph.edges.shuffled(using: &random))
        #expect(shuffled.drawing() == drawing)
      }
    }
  }

  @Test(arguments: SampleGraph.Kind.allCases)
  func arrowsReachEveryNode(kind: SampleGraph.Kind) {
    for seed in 0..<4 {
      let graph = SampleGraph.random(kind, count: 16, seed: seed)
      var previous: GraphDrawing<String>?
      // Also after nodes are gone, which leaves layers that no edge joins.
      for count in [16, 9] {
        let part = SampleGraph(
          nodes: Array(graph.nodes.suffix(count)),
          edges: graph.edges.filter { edge in graph.nodes.suffix(count).contains { $0.id == edge.source } })
        let drawing = part.drawing(previous: previous)
        previous = drawing
        for start in [part.nodes[0].id, part.nodes[count - 1].id] {
          var reached: Set<String> = [start]
          var open = [start]
          while let id = open.popLast() {
            for direction in StepDirection.allCases {
              guard let next = drawing.neighbour(of: id, direction: direction) else { continue }
              if reached.insert(next).inserted { open.append(next) }
            }
          }
          #expect(reached == Set(drawing.nodes.keys))
        }
      }
    }
  }

  @Test func namespacesStayTogether() {
    for seed in 0..<8 {
      let graph = SampleGraph.random(.layered, count: 24, seed: seed)
      let drawing = graph.drawing(options: LayoutOptions(keepsGroupsTogether: true))
      let groups = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, $0.group) })
      for layer in drawing.columns.indices {
        let column = drawing.nodes.filter { drawing.layers[$0.key] == layer }.sorted { $0.value.y < $1.value.y }
        let names = column.compactMap { groups[$0.key] ?? nil }
        let runs = names.indices.filter { $0 == 0 || names[$0] != names[$0 - 1] }
        #expect(runs.count == Set(names).count, "\(names)")
      }
    }
  }

  @Test(arguments: SampleGraph.Kind.allCases)
  func groupsHaveBandsOfTheirOwn(kind: SampleGraph.Kind) {
    for seed in 0..<4 {
      let graph = SampleGraph.random(kind, count: 20, seed: seed)
      let drawing = graph.drawing(options: LayoutOptions(keepsGroupsTogether: true))
      DrawingCheck.expectLegible(drawing, of: graph)
      var bands: [String: Range<Int>] = [:]
      for node in graph.nodes {
        guard let rect = drawing.nodes[node.id] else { continue }
        let band = bands[node.group ?? "", default: rect.y..<rect.maxY]
        bands[node.group ?? ""] = min(band.lowerBound, rect.y)..<max(band.upperBound, rect.maxY)
      }
      let sorted = bands.values.sorted { $0.lowerBound < $1.lowerBound }
      for (upper, lower) in zip(sorted, sorted.dropFirst()) {
        #expect(upper.upperBound + 2 <= lower.lowerBound, "no room for borders")
      }
    }
  }

  @Test(arguments: SampleGraph.Kind.allCases)
  func noDrawingIsSmallerThanItsOrderSays(kind: SampleGraph.Kind) throws {
    for seed in 0..<4 {
      let graph = SampleGraph.random(kind, count: 17, seed: seed)
      let order = LayoutEngine.order(nodes: graph.nodes, edges: graph.edges)
      let least = try #require(order.leastSize(nodes: graph.nodes, options: LayoutOptions()))
      let size = graph.drawing().size
      #expect(least.width <= size.width && least.height <= size.height)
      #expect(least.width * 3 > size.width)
    }
  }
}
