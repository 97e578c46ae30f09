/// The least number of hops from where traffic enters the graph.
enum EntryDepth {
  /// Hops from an entry point per node. Entry points are the nodes without callers, and of each group of nodes that
  /// call each other in circles and that nobody else calls, the one that sends most more than it receives.
  ///
  /// - Complexity: O(nodes + edges).
  static func depths(of graph: IndexedGraph, component: [Int]) -> [Int] {
    let count = graph.nodeCount
    var isCalled = [Bool](repeating: false, count: (component.max() ?? -1) + 1)
    var surplus = [Double](repeating: 0, count: count)
    for edge in graph.edges {
      if component[edge.source] != component[edge.target] { isCalled[component[edge.target]] = true }
      surplus[edge.source] += edge.weight
      surplus[edge.target] -= edge.weight
    }
    var entry = [Int](repeating: -1, count: isCalled.count)
    for node in 0..<count where !isCalled[component[node]] {
      let known = entry[component[node]]
      if known < 0 || surplus[node] > surplus[known] { entry[component[node]] = node }
    }
    let next = Adjacency(count: count, pairs: graph.edges.map { ($0.source, $0.target) })
    var depth = [Int](repeating: Int.max, count: count)
    var queue = entry.filter { $0 >= 0 }.sorted()
    for node in queue { depth[node] = 0 }
    var at = 0
    while at < queue.count {
      let node = queue[at]
      at += 1
      for other in next[node] where depth[other] == Int.max {
        depth[other] = depth[node] + 1
        queue.append(other)
      }
    }
    return depth
  }
}
