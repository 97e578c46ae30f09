/// Gives each node its layer.
enum Layering {
  /// The layer of each node: hops from where traffic enters, so that every edge leads right, with edges as short as
  /// possible in sum. Nodes without edges fill up the shortest layers.
  ///
  /// With a limit it is the most hops from a node without callers, but for nodes that call more others than call them,
  /// which stand directly before the first that they call.
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
    if let limit {
      pull(&layer, &used, next: next, before: before, isAlone: isAlone, limit: limit)
    } else {
      var simplex = LayerSimplex(pairs: pairs, layer: layer)
      simplex.run()
      layer = simplex.layer
      settle(&layer, next: next, before: before, isAlone: isAlone)
    }
    let layers = zip(layer, isAlone).reduce(0) { $1.1 ? $0 : max($0, $1.0 + 1) }
    spread(isAlone, over: layers, graph: graph, &layer)
    return layer
  }

  /// Moves each connected part to the left, and in it the nodes for which several layers are equally good.
  private static func settle(_ layer: inout [Int], next: Adjacency, before: Adjacency, isAlone: [Bool]) {
    var seen = isAlone
    for start in layer.indices where !seen[start] {
      seen[start] = true
      var part = [start]
      var at = 0
      while at < part.count {
        for near in [next[part[at]], before[part[at]]] {
          for other in near where !seen[other] {
            seen[other] = true
            part.append(other)
          }
        }
        at += 1
      }
      let least = part.map { layer[$0] }.min() ?? 0
      for node in part { layer[node] -= least }
    }
    for node in topologicalOrder(next: next, before: before) where next.degree(node) == before.degree(node) {
      if let last = before[node].map({ layer[$0] }).max() { layer[node] = last + 1 }
    }
  }

  /// Moves nodes that call more others than call them to the layer before the first that they call.
  private static func pull(
    _ layer: inout [Int], _ used: inout [Int], next: Adjacency, before: Adjacency, isAlone: [Bool], limit: Int
  ) {
    let order = topologicalOrder(next: next, before: before)
    var changed = true
    while changed {
      changed = false
      for node in order.reversed() where !isAlone[node] && next.degree(node) > before.degree(node) {
        guard let first = next[node].map({ layer[$0] }).min(), first - 1 > layer[node] else { continue }
        if used[first - 1] >= limit { continue }
        used[layer[node]] -= 1
        used[first - 1] += 1
        layer[node] = first - 1
        changed = true
      }
    }
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
