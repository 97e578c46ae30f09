import Testing

@testable import GraphLayout

/// The reduction of crossings: each step against a plain count, and the whole against what `dot` reaches.
@Suite struct CrossingTests {
  /// A small layered graph with lines over several layers, its order and the places in it.
  private func sample(_ seed: Int) -> (layered: LayeredGraph, position: [Int]) {
    var random = Seeded(seed)
    let layers = (0..<18).map { $0 < 5 ? $0 : Int.random(in: 0..<5, using: &random) }
    var pairs: Set<[Int]> = []
    for _ in 0..<30 {
      let (a, b) = (Int.random(in: 0..<18, using: &random), Int.random(in: 0..<18, using: &random))
      if layers[a] < layers[b] { pairs.insert([a, b]) }
    }
    let edges = pairs.sorted { $0.lexicographicallyPrecedes($1) }
    let graph = IndexedGraph(
      widths: Array(repeating: 4, count: 18), heights: Array(repeating: 3, count: 18),
      groups: Array(repeating: -1, count: 18),
      edges: edges.map { .init(source: $0[0], target: $0[1], weight: 1, labelWidth: 0) })
    var layered = LayeredGraph(graph: graph, layers: layers)
    for layer in layered.order.indices { layered.order[layer].shuffle(using: &random) }
    return (layered, positions(layered))
  }

  private func positions(_ layered: LayeredGraph) -> [Int] {
    var position = [Int](repeating: -1, count: layered.itemCount)
    for items in layered.order { for (place, item) in items.enumerated() { position[item] = place } }
    return position
  }

  private func crossings(_ layered: LayeredGraph) -> Int {
    let position = positions(layered)
    var counter = CrossingCount()
    return layered.order.indices.dropLast().reduce(0) { sum, layer in
      sum
        + counter.crossings(
          of: layered.order[layer], right: layered.right, position: position, width: layered.order[layer + 1].count)
    }
  }

  @Test func siftingTellsWhatItGains() {
    for seed in 0..<20 {
      var (layered, position) = sample(seed)
      var sifting = Sifting()
      for layer in layered.order.indices {
        let before = crossings(layered)
        let gained = sifting.sift(
          &layered.order[layer], leftWidth: layer > 0 ? layered.order[layer - 1].count : 0,
          rightWidth: layer + 1 < layered.layerCount ? layered.order[layer + 1].count : 0, left: layered.left,
          right: layered.right, position: position)
        position = positions(layered)
        #expect(crossings(layered) == before - gained)
        #expect(Set(layered.order[layer]).count == layered.order[layer].count)
      }
    }
  }

  @Test func aLineFindsItsBestWay() {
    for seed in 0..<20 {
      let (start, places) = sample(seed)
      for edge in start.chains.indices where start.chains[edge].count == 4 {
        var (layered, position) = (start, places)
        var insertion = ChainInsertion(start)
        let before = crossings(layered)
        let gained = insertion.reinsert(edge, order: &layered.order, position: &position)
        #expect(crossings(layered) == before - gained)
        #expect(position == positions(layered))
        // No other pair of places is better.
        let inner = start.chains[edge].dropFirst().dropLast()
        var least = Int.max
        var rest = start
        for item in inner { rest.order[start.layer[item]].removeAll { $0 == item } }
        let (a, b) = (inner[inner.startIndex], inner[inner.startIndex + 1])
        for x in 0...rest.order[start.layer[a]].count {
          for y in 0...rest.order[start.layer[b]].count {
            var tried = rest
            tried.order[start.layer[a]].insert(a, at: x)
            tried.order[start.layer[b]].insert(b, at: y)
            least = min(least, crossings(tried))
          }
        }
        #expect(crossings(layered) == min(before, least))
      }
    }
  }

  @Test func layersMakeEdgesShort() {
    for seed in 0..<30 {
      var random = Seeded(seed)
      let count = 6
      var pairs: [(Int, Int)] = []
      for a in 0..<count {
        for b in (a + 1)..<count where Int.random(in: 0..<5, using: &random) < 2 { pairs.append((a, b)) }
      }
      var start = [Int](repeating: 0, count: count)
      for pair in pairs { start[pair.1] = max(start[pair.1], start[pair.0] + 1) }
      var simplex = LayerSimplex(pairs: pairs, layer: start)
      simplex.run()
      let length = { (layer: [Int]) in pairs.reduce(0) { $0 + layer[$1.1] - layer[$1.0] } }
      #expect(pairs.allSatisfy { simplex.layer[$0.0] < simplex.layer[$0.1] })
      // All layerings within six layers.
      var least = Int.max
      for code in 0..<46_656 {
        var rest = code
        let layer = (0..<count).map { _ in
          defer { rest /= 6 }
          return rest % 6
        }
        if pairs.allSatisfy({ layer[$0.0] < layer[$0.1] }) { least = min(least, length(layer)) }
      }
      #expect(length(simplex.layer) == least)
    }
  }

  /// Crossings in the drawings of Graphviz 2.43, left to right, without those of edges with a common end.
  @Test(
    arguments: [
      (.layered, 24, 1, 2), (.layered, 24, 2, 1), (.layered, 40, 1, 8), (.layered, 40, 2, 11), (.hubs, 24, 1, 5),
      (.hubs, 24, 2, 3), (.hubs, 40, 1, 13), (.hubs, 40, 2, 19), (.sparse, 40, 1, 0), (.cyclic, 40, 1, 23),
      (.cyclic, 40, 2, 17),
    ] as [(SampleGraph.Kind, Int, Int, Int)])
  func crossingsAreFew(kind: SampleGraph.Kind, count: Int, seed: Int, dot: Int) {
    let drawing = SampleGraph.random(kind, count: count, seed: seed).drawing()
    #expect(Double(drawing.crossings) <= 1.2 * Double(dot))
  }
}
