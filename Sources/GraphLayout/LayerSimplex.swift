/// Layers whose edges are as short as possible in sum: the network simplex method of Gansner, Koutsofios, North and Vo
/// (1993). Short edges pass few layers, and so cross few others.
///
/// A spanning tree of edges that are exactly one layer long determines all layers. While taking some tree edge away
/// and joining the two halves elsewhere shortens the whole, that is done.
struct LayerSimplex {
  private struct Edge {
    var tail: Int
    var head: Int
    var isTree = false
  }

  private var edges: [Edge]
  /// The edges at each node.
  private let incidence: Adjacency
  private(set) var layer: [Int]
  /// The edges that start at each node, less those that end there.
  private var surplus: [Int]
  /// The nodes of the tree in an order in which children come before their parents.
  private var postorder: [Int] = []
  /// The place of each node in `postorder`, and the least one among its descendants.
  private var last: [Int]
  private var first: [Int]
  /// The sum of `surplus` over the nodes up to a place in `postorder`.
  private var sums: [Int] = []
  /// The tree edge to each node's parent; -1 for the root.
  private var up: [Int]

  /// - Parameters:
  ///   - pairs: the edges, each to lead at least one layer to the right; free of circles.
  ///   - layer: layers in which they do.
  init(pairs: [(Int, Int)], layer: [Int]) {
    edges = pairs.map { Edge(tail: $0.0, head: $0.1) }
    incidence = Adjacency(
      count: layer.count, pairs: pairs.enumerated().flatMap { [($1.0, $0), ($1.1, $0)] })
    self.layer = layer
    last = Array(repeating: -1, count: layer.count)
    first = last
    up = last
    surplus = Array(repeating: 0, count: layer.count)
    for edge in edges {
      surplus[edge.tail] += 1
      surplus[edge.head] -= 1
    }
  }

  /// Improves the layers.
  ///
  /// - Complexity: O(nodes + edges) for each exchange, of which there are about as many as nodes.
  mutating func run() {
    for node in layer.indices where last[node] < 0 && incidence.degree(node) > 0 {
      let part = growTree(from: node)
      order(from: node)
      var at = 0
      for _ in 0..<(4 * part.count) {
        guard let leaving = leavingEdge(after: &at), let entering = enteringEdge(for: leaving) else { break }
        exchange(leaving, entering)
        order(from: node)
      }
    }
  }

  private func slack(_ edge: Int) -> Int { layer[edges[edge].head] - layer[edges[edge].tail] - 1 }

  // MARK: First tree

  /// Makes a tree of edges without slack that spans a connected part, moving what it has reached towards the rest.
  private mutating func growTree(from start: Int) -> [Int] {
    var isIn: Set<Int> = [start]
    var found = [start]
    var at = 0
    while true {
      while at < found.count {
        let node = found[at]
        at += 1
        for edge in incidence[node] where slack(edge) == 0 {
          let other = edges[edge].tail == node ? edges[edge].head : edges[edge].tail
          if !isIn.insert(other).inserted { continue }
          edges[edge].isTree = true
          found.append(other)
        }
      }
      var nearest: (slack: Int, edge: Int)?
      for node in found {
        for edge in incidence[node] where isIn.contains(edges[edge].tail) != isIn.contains(edges[edge].head) {
          if nearest.map({ (slack(edge), edge) < $0 }) ?? true { nearest = (slack(edge), edge) }
        }
      }
      guard let nearest else { return found }
      let shift = isIn.contains(edges[nearest.edge].tail) ? nearest.slack : -nearest.slack
      for node in found { layer[node] += shift }
      at = 0
    }
  }

  // MARK: Tree order

  private mutating func order(from root: Int) {
    postorder.removeAll(keepingCapacity: true)
    up[root] = -1
    var open: [(node: Int, isDone: Bool)] = [(root, false)]
    while let (node, isDone) = open.popLast() {
      if isDone {
        last[node] = postorder.count
        postorder.append(node)
        continue
      }
      first[node] = postorder.count
      open.append((node, true))
      for at in incidence.range(of: node) {
        let edge = incidence.list[at]
        guard edges[edge].isTree, edge != up[node] else { continue }
        let child = edges[edge].tail == node ? edges[edge].head : edges[edge].tail
        up[child] = edge
        open.append((child, false))
      }
    }
    sums.removeAll(keepingCapacity: true)
    sums.append(0)
    for node in postorder { sums.append(sums[sums.count - 1] + surplus[node]) }
  }

  private func isBelow(_ node: Int, _ top: Int) -> Bool {
    first[top] <= last[node] && last[node] <= last[top]
  }

  /// The lower end of a tree edge.
  private func child(of edge: Int) -> Int { up[edges[edge].tail] == edge ? edges[edge].tail : edges[edge].head }

  // MARK: Exchange

  /// What it costs to lengthen the edge above a node: the edges that lead from its tail's half of the tree to the other
  /// one, less those that lead back. Edges within a half cancel out, so this is a sum over the nodes of the half.
  private func cost(above node: Int) -> Int {
    let sum = sums[last[node] + 1] - sums[first[node]]
    return edges[up[node]].tail == node ? sum : -sum
  }

  /// The next tree edge, round and round, that it pays to lengthen.
  private func leavingEdge(after at: inout Int) -> Int? {
    for _ in postorder.indices {
      at = (at + 1) % postorder.count
      let node = postorder[at]
      if up[node] >= 0, cost(above: node) < 0 { return up[node] }
    }
    return nil
  }

  /// The edge with the least slack that joins the two halves the other way round.
  private func enteringEdge(for leaving: Int) -> Int? {
    let top = child(of: leaving)
    let isTailBelow = edges[leaving].tail == top
    var best: (slack: Int, edge: Int)?
    for place in first[top]...last[top] {
      let node = postorder[place]
      for at in incidence.range(of: node) {
        let edge = incidence.list[at]
        let isOut = edges[edge].tail == node
        if edges[edge].isTree || isOut == isTailBelow { continue }
        if isBelow(isOut ? edges[edge].head : edges[edge].tail, top) { continue }
        if best.map({ (slack(edge), edge) < $0 }) ?? true { best = (slack(edge), edge) }
      }
    }
    return best?.edge
  }

  private mutating func exchange(_ leaving: Int, _ entering: Int) {
    let top = child(of: leaving)
    let shift = edges[leaving].tail == top ? -slack(entering) : slack(entering)
    for place in first[top]...last[top] { layer[postorder[place]] += shift }
    edges[leaving].isTree = false
    edges[entering].isTree = true
  }
}
