/// Gives each node its layer.
enum Layering {
  /// The layer of each node: the most hops from a node without callers, so that every edge leads right. A node that
  /// calls more others than call it, such as one without callers, stands directly before the first that it calls: this
  /// makes edges shorter. Nodes without edges fill up the shortest layers.
  ///
  /// - Parameter limit: the most nodes in a layer; more go to the next.
  /// - Complexity: O((nodes + edges) log nodes).
  static func layers(of graph: IndexedGraph, reversed: [Bool], limit: Int?) -> [Int] {
    let count = graph.nodeCount
    let pairs = graph.edges.enumerated().map { index, edge in
      reversed[index] ? (edge.target, edge.source) : (edge.source, edge.target)
    }
    let next = Adjacency(count: count, pairs: pairs)
    let before = Adjacency(count: count, pairs: pairs.map { ($0.1, $0.0) })
    var layer = [Int](repeating: 0, count: count)
    let isAlone = (0..<count).map { next.degree($0) == 0 && before.degree($0) == 0 }
    var used: [Int] = []
    for node in topologicalOrder(next: next, before: before) where !isAlone[node] {
      var wanted = (before[node].map { layer[$0] }.max() ?? -1) + 1
      if let limit { while wanted < used.count && used[wanted] >= max(limit, 1) { wanted += 1 } }
      while used.count <= wanted { used.append(0) }
      used[wanted] += 1
      layer[node] = wanted
    }
    let order = topologicalOrder(next: next, before: before)
    var changed = true
    while changed {
      changed = false
      for node in order.reversed() where !isAlone[node] && next.degree(node) > before.degree(node) {
        guard let first = next[node].map({ layer[$0] }).min(), first - 1 > layer[node] else { continue }
        if let limit, used[first - 1] >= limit { continue }
        used[layer[node]] -= 1
        used[first - 1] += 1
        layer[node] = first - 1
        changed = true
      }
    }
    spread(isAlone, over: used.count, graph: graph, &layer)
    return layer
  }

  /// Nodes in an order in which callers come first; nodes of the same depth by index.
  private static func topologicalOrder(next: Adjacency, before: Adjacency) -> [Int] {
    let count = next.count
    var open = (0..<count).map { before.degree($0) }
    var order = (0..<count).filter { open[$0] == 0 }
    var at = 0
    while at < order.count {
      let level = order[at...]
      at = order.count
      var ready: [Int] = []
      for node in level {
        for other in next[node] {
          open[other] -= 1
          if open[other] == 0 { ready.append(other) }
        }
      }
      order += ready.sorted()
    }
    return order
  }

  /// Puts nodes without edges into the layers with the fewest rows taken.
  private static func spread(_ isAlone: [Bool], over layers: Int, graph: IndexedGraph, _ layer: inout [Int]) {
    let alone = isAlone.indices.filter { isAlone[$0] }
    if alone.isEmpty { return }
    let columns = layers > 0 ? layers : max(1, squareSide(alone.count))
    var rows = [Int](repeating: 0, count: columns)
    for node in isAlone.indices where !isAlone[node] { rows[layer[node]] += graph.heights[node] + 1 }
    for node in alone {
      let best = rows.indices.min { (rows[$0], $0) < (rows[$1], $1) } ?? 0
      layer[node] = best
      rows[best] += graph.heights[node] + 1
    }
  }

  /// The side of the smallest square with so many places, at most 6.
  private static func squareSide(_ count: Int) -> Int { (1...6).first { $0 * $0 >= count } ?? 6 }
}
