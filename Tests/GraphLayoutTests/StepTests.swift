import Testing

@testable import GraphLayout

/// The steps of the layout, each against a plain reference.
@Suite struct StepTests {
  private func graph(_ count: Int, _ edges: [(Int, Int, Double)]) -> IndexedGraph {
    IndexedGraph(
      widths: Array(repeating: 4, count: count), heights: Array(repeating: 3, count: count),
      groups: Array(repeating: -1, count: count),
      edges: edges.map { .init(source: $0.0, target: $0.1, weight: $0.2, labelWidth: 0) })
  }

  private func randomGraph(_ count: Int, edges: Int, _ random: inout Seeded) -> IndexedGraph {
    var seen: Set<[Int]> = []
    var list: [(Int, Int, Double)] = []
    for _ in 0..<edges {
      let (a, b) = (Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
      if a != b && seen.insert([a, b]).inserted { list.append((a, b, Double(Int.random(in: 0...9, using: &random)))) }
    }
    return graph(count, list.sorted { ($0.0, $0.1) < ($1.0, $1.1) })
  }

  private func reaches(_ from: Int, _ to: Int, _ edges: [(Int, Int)]) -> Bool {
    var seen: Set<Int> = [from]
    var open = [from]
    while let node = open.popLast() {
      for edge in edges where edge.0 == node && seen.insert(edge.1).inserted { open.append(edge.1) }
    }
    return seen.contains(to)
  }

  @Test func aReversedEdgeIsTheLightestOfACircle() {
    var random = Seeded(1)
    for _ in 0..<60 {
      let graph = randomGraph(9, edges: 18, &random)
      let reversed = CycleRemoval.reversedEdges(of: graph)
      for (index, edge) in graph.edges.enumerated() where reversed[index] {
        let others = graph.edges.indices.filter { $0 != index && graph.edges[$0].weight >= edge.weight }
          .map { (graph.edges[$0].source, graph.edges[$0].target) }
        #expect(reaches(edge.target, edge.source, others))
      }
      let drawn = graph.edges.enumerated().map { index, edge in
        reversed[index] ? (edge.target, edge.source) : (edge.source, edge.target)
      }
      for edge in drawn { #expect(!reaches(edge.1, edge.0, drawn)) }
    }
  }

  @Test(arguments: [
    ([(0, 1, 9.0), (1, 2, 9), (2, 0, 1)], [false, false, true]),
    ([(0, 1, 1), (1, 0, 5)], [true, false]),
    // Among equals, the edge back to where traffic enters.
    ([(0, 1, 1), (1, 2, 1), (2, 1, 1)], [false, false, true]),
    ([(0, 2, 1), (1, 2, 1), (2, 1, 1)], [false, true, false]),
  ])
  func circlesOpen(edges: [(Int, Int, Double)], expected: [Bool]) {
    #expect(CycleRemoval.reversedEdges(of: graph(3, edges)) == expected)
  }

  @Test func layersCountHops() {
    // 0 -> 1 -> 2 -> 3, 0 -> 3, 4 -> 3, and 5 alone.
    let chain = graph(6, [(0, 1, 1), (0, 3, 1), (1, 2, 1), (2, 3, 1), (4, 3, 1)])
    let layers = Layering.layers(of: chain, reversed: Array(repeating: false, count: 5), limit: nil)
    #expect(layers == [0, 1, 2, 3, 2, 0])
  }

  @Test func layersKeepToTheLimit() {
    var random = Seeded(3)
    for _ in 0..<20 {
      let graph = randomGraph(20, edges: 30, &random)
      let reversed = CycleRemoval.reversedEdges(of: graph)
      let layers = Layering.layers(of: graph, reversed: reversed, limit: 3)
      for (index, edge) in graph.edges.enumerated() {
        let (a, b) = (layers[edge.source], layers[edge.target])
        #expect(reversed[index] ? a > b : a < b)
      }
      let linked = Set(graph.edges.flatMap { [$0.source, $0.target] })
      let counts = Dictionary(grouping: linked) { layers[$0] }.mapValues(\.count)
      #expect(counts.values.allSatisfy { $0 <= 3 })
    }
  }

  @Test func crossingsAreCounted() {
    var random = Seeded(4)
    for _ in 0..<40 {
      let width = Int.random(in: 1...9, using: &random)
      var pairs: Set<[Int]> = []
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        pairs.insert([Int.random(in: 0..<8, using: &random), 8 + Int.random(in: 0..<width, using: &random)])
      }
      let list = pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
      let right = Adjacency(count: 8 + width, pairs: list)
      let left = Adjacency(count: 8 + width, pairs: list.map { ($0.1, $0.0) })
      let position = Array(0..<8) + Array(0..<width)
      var plain = 0
      for a in list { for b in list where a.0 < b.0 && a.1 > b.1 { plain += 1 } }
      var counter = CrossingCount()
      #expect(counter.crossings(of: Array(0..<8), right: right, position: position, width: width) == plain)
      let ends = SortedEnds(
        items: Array(0..<8), before: [], behind: Array(8..<(8 + width)), left: left, right: right, position: position)
      var (above, below) = (0, 0)
      for a in right[0] { for b in right[1] { above += a > b ? 1 : 0; below += a < b ? 1 : 0 } }
      #expect(ends.crossings(0, 1) == (above, below))
    }
  }

  @Test func fitMissesTheWishesLeast() {
    var random = Seeded(6)
    var fit = MonotoneFit()
    for _ in 0..<60 {
      let wishes = (0..<4).map { _ in
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          MonotoneFit.Wish(value: Int.random(in: 0...5, using: &random), weight: Int.random(in: 1...3, using: &random))
        }
      }
      let fitted = fit.fit(count: 4) { number, list in list += wishes[number] }
      func cost(_ values: [Int]) -> Int {
        zip(values, wishes).reduce(0) { sum, pair in
          sum + pair.1.reduce(0) { $0 + $1.weight * abs($1.value - pair.0) }
        }
      }
      var least = Int.max
      for a in 0...5 {
        for b in a...5 { for c in b...5 { for d in c...5 { least = min(least, cost([a, b, c, d])) } } }
      }
      #expect(zip(fitted, fitted.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(cost(fitted) == least)
    }
  }

  @Test func orderingFindsThePlaneDrawing() {
    // Two trees whose leaves are listed alternately.
    let tree = graph(8, [(0, 2, 1), (0, 4, 1), (0, 6, 1), (1, 3, 1), (1, 5, 1), (1, 7, 1)])
    var layered = LayeredGraph(graph: tree, layers: [0, 0, 1, 1, 1, 1, 1, 1])
    Ordering.improve(&layered, sweeps: 24)
    #expect(layered.order[1] == [2, 4, 6, 3, 5, 7] || layered.order[1] == [3, 5, 7, 2, 4, 6])
  }
}
