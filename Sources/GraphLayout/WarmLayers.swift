/// Layers for a graph of which a part was drawn before.
struct WarmLayers {
  let graph: IndexedGraph
  let memory: LayoutMemory

  /// The layer of each node: the earlier one, or for a new node the one behind its callers, or before what it calls.
  /// May be negative for new callers of the leftmost layer.
  ///
  /// - Complexity: O(rounds · edges); a round for each step away from what was drawn before.
  func layers() -> [Int] {
    var layer: [Int?] = memory.places.map { $0?.layer }
    let calls = Adjacency(count: graph.nodeCount, pairs: graph.edges.map { ($0.source, $0.target) })
    let callers = Adjacency(count: graph.nodeCount, pairs: graph.edges.map { ($0.target, $0.source) })
    var waiting = layer.indices.filter { layer[$0] == nil }
    while !waiting.isEmpty {
      var found: [(node: Int, layer: Int)] = []
      for node in waiting {
        let before = callers[node].compactMap { layer[$0] }
        let behind = calls[node].compactMap { layer[$0] }
        if let place = place(before: before, behind: behind) { found.append((node, place)) }
      }
      if found.isEmpty {
        // Apart from all that was drawn before: start at one that nobody new calls.
        let start = waiting.first { callers.degree($0) == 0 } ?? waiting[0]
        found = [(start, 0)]
      }
      for (node, place) in found { layer[node] = place }
      waiting.removeAll { layer[$0] != nil }
    }
    return layer.map { $0 ?? 0 }
  }

  /// The layer between callers and callees, or where the fewest edges go against the flow; nil without neighbours.
  private func place(before: [Int], behind: [Int]) -> Int? {
    guard let last = before.max() else { return behind.min().map { $0 - 1 } }
    guard let first = behind.min() else { return last + 1 }
    let backward = { (at: Int) in before.count { $0 >= at } + behind.count { $0 <= at } }
    return backward(last + 1) <= backward(first - 1) ? last + 1 : first - 1
  }
}
