/// Opens the cycles of a graph: chooses the edges to be drawn against the flow.
///
/// Edges are taken into an acyclic graph one by one, the heaviest first; one that would close a cycle is reversed. So a
/// reversed edge is the lightest of some cycle. Among equals, edges that lead away from where traffic enters go first.
/// The topological order is kept up to date as in Pearce and Kelly (2006), which looks only at the part between the two
/// ends.
struct CycleRemoval {
  private let graph: IndexedGraph
  private var successors: [[Int]]
  private var predecessors: [[Int]]
  /// The place of each node in the topological order.
  private var place: [Int]
  private var mark: [Bool]

  /// Which edges are to be reversed.
  ///
  /// - Complexity: O(E log E) plus, for edges within cycles, O(E · size of the cyclic part) at worst.
  static func reversedEdges(of graph: IndexedGraph) -> [Bool] {
    let component = StrongComponents.components(of: graph)
    var removal = CycleRemoval(graph: graph)
    return removal.run(component: component)
  }

  private init(graph: IndexedGraph) {
    self.graph = graph
    successors = Array(repeating: [], count: graph.nodeCount)
    predecessors = Array(repeating: [], count: graph.nodeCount)
    place = Array(0..<graph.nodeCount)
    mark = Array(repeating: false, count: graph.nodeCount)
  }

  private mutating func run(component: [Int]) -> [Bool] {
    var reversed = [Bool](repeating: false, count: graph.edges.count)
    let inner = graph.edges.indices.filter { component[graph.edges[$0].source] == component[graph.edges[$0].target] }
    if inner.isEmpty { return reversed }
    let depth = EntryDepth.depths(of: graph, component: component)
    let ordered = inner.map { index -> (index: Int, weight: Double, isBackward: Int) in
      let edge = graph.edges[index]
      return (index, edge.weight, depth[edge.source] < depth[edge.target] ? 0 : 1)
    }.sorted { ($1.weight, $0.isBackward, $0.index) < ($0.weight, $1.isBackward, $1.index) }
    for candidate in ordered {
      let edge = graph.edges[candidate.index]
      if insert(from: edge.source, to: edge.target) {
        successors[edge.source].append(edge.target)
        predecessors[edge.target].append(edge.source)
      } else {
        reversed[candidate.index] = true
      }
    }
    return reversed
  }

  /// Makes room for an edge in the order; false if it would close a cycle.
  private mutating func insert(from tail: Int, to head: Int) -> Bool {
    let (low, high) = (place[head], place[tail])
    if low > high { return true }
    guard let after = reach(from: head, successors, within: low...high, avoiding: tail),
      let before = reach(from: tail, predecessors, within: low...high, avoiding: nil)
    else { return false }
    let moved = before.sorted { place[$0] < place[$1] } + after.sorted { place[$0] < place[$1] }
    let places = moved.map { place[$0] }.sorted()
    for (node, spot) in zip(moved, places) { place[node] = spot }
    return true
  }

  /// The nodes that can be reached inside a part of the order; nil if `avoiding` is one of them.
  private mutating func reach(
    from start: Int, _ next: [[Int]], within part: ClosedRange<Int>, avoiding: Int?
  ) -> [Int]? {
    var found = [start]
    mark[start] = true
    defer { for node in found { mark[node] = false } }
    var at = 0
    while at < found.count {
      for node in next[found[at]] where !mark[node] && part.contains(place[node]) {
        if node == avoiding { return nil }
        mark[node] = true
        found.append(node)
      }
      at += 1
    }
    return found
  }
}
