import GraphLayout
import Testing

@testable import vigla_bench

/// The layout on the graphs that it is measured on.
@Suite struct CorpusTests {
  /// Crossings in the drawings of Graphviz 2.43, left to right, without those of edges with a common end, by the graph's
  /// name and the number of its nodes. Larger graphs are left to the benchmark.
  private static let dot: [String: [Int: Int]] = [
    "Bookinfo": [7: 0], "Online Boutique": [13: 3],
    "layered": [10: 10, 20: 38, 50: 61, 100: 255, 200: 1_127],
    "power law": [10: 1, 20: 7, 50: 102, 100: 745, 200: 3_683],
    "mesh with cycles": [10: 0, 20: 0, 50: 11, 100: 29, 200: 167],
  ]

  @Test func `Lines cross at most 1.2 times as often as dot's`() throws {
    for graph in LayoutCorpus.graphs where graph.nodes.count <= 200 {
      let dot = try #require(Self.dot[graph.name]?[graph.nodes.count])
      let drawing = LayoutEngine.layout(
        nodes: graph.nodes, edges: graph.edges, options: LayoutOptions(spareColumns: 0))
      #expect(Double(drawing.crossings) <= 1.2 * Double(dot), "\(graph.name), \(graph.nodes.count) nodes")
    }
  }

  @Test func `One edge more moves no node to another row or layer`() {
    for graph in LayoutCorpus.graphs where graph.nodes.count <= 200 {
      var fewer = graph.edges
      fewer.remove(at: fewer.count / 2)
      let before = LayoutEngine.layout(nodes: graph.nodes, edges: fewer)
      let after = LayoutEngine.layout(nodes: graph.nodes, edges: graph.edges, previous: before)
      for (id, rect) in before.nodes {
        #expect(after.nodes[id]?.y == rect.y && after.layers[id] == before.layers[id], "\(graph.name): \(id)")
      }
    }
  }
}
