/// Strongly connected components, by Tarjan's algorithm without recursion.
enum StrongComponents {
  /// A component number per node; two nodes have the same one exactly if each can reach the other. A component is
  /// numbered after all that it leads to.
  ///
  /// - Complexity: O(nodes + edges).
  static func components(of graph: IndexedGraph) -> [Int] {
    let count = graph.nodeCount
    let next = Adjacency(count: count, pairs: graph.edges.map { ($0.source, $0.target) })
    var component = [Int](repeating: -1, count: count)
    var entered = [Int](repeating: -1, count: count)
    var lowest = [Int](repeating: 0, count: count)
    var stack: [Int] = []
    var clock = 0
    var components = 0
    for root in 0..<count where entered[root] < 0 {
      var path: [(node: Int, edge: Int)] = [(root, 0)]
      while let top = path.last {
        let node = top.node
        if top.edge == 0 && entered[node] < 0 {
          entered[node] = clock
          lowest[node] = clock
          clock += 1
          stack.append(node)
        }
        let list = next[node]
        if top.edge < list.count {
          path[path.count - 1].edge += 1
          let other = list[list.startIndex + top.edge]
          if entered[other] < 0 {
            path.append((other, 0))
          } else if component[other] < 0 {
            lowest[node] = min(lowest[node], entered[other])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
        if lowest[node] == entered[node] {
          while let member = stack.popLast() {
            component[member] = components
            if member == node { break }
          }
          components += 1
        }
      }
    }
    return component
  }
}
