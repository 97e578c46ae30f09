/// The graph cut into hops between neighbouring layers. Items 0..<nodeCount are the nodes, the rest are the places
/// where an edge passes a layer on its way.
struct LayeredGraph {
  /// A piece of an edge between two neighbouring layers.
  struct Hop {
    /// The item in the left layer.
    var left: Int
    /// The item in the right layer.
    var right: Int
    var edge: Int
  }

  let nodeCount: Int
  /// The layer of each item.
  let layer: [Int]
  /// Whether each item is a passing place of an edge against the flow.
  let isBackward: [Bool]
  /// The items that each edge visits, from left to right, its two nodes included. An edge within a layer has just its
  /// source and target.
  let chains: [[Int]]
  /// The hops to the right of each layer.
  private(set) var hops: [[Hop]]
  /// The neighbours of each item in the layer before.
  private(set) var left: Adjacency
  /// The neighbours of each item in the layer behind.
  private(set) var right: Adjacency
  /// The items of each layer from top to bottom.
  var order: [[Int]]

  var itemCount: Int { layer.count }
  var layerCount: Int { order.count }

  func isNode(_ item: Int) -> Bool { item < nodeCount }

  init(graph: IndexedGraph, layers: [Int]) {
    nodeCount = graph.nodeCount
    let layerCount = (layers.max() ?? -1) + 1
    var layer = layers
    var isBackward = [Bool](repeating: false, count: layers.count)
    var chains: [[Int]] = []
    var hops: [[Hop]] = Array(repeating: [], count: layerCount)
    for (index, edge) in graph.edges.enumerated() {
      let isForward = layers[edge.source] <= layers[edge.target]
      let (start, end) = isForward ? (edge.source, edge.target) : (edge.target, edge.source)
      var chain = [start]
      if layers[start] < layers[end] {
        for between in (layers[start] + 1)..<(layers[end] + 1) {
          var item = end
          if between < layers[end] {
            item = layer.count
            layer.append(between)
            isBackward.append(!isForward)
          }
          hops[between - 1].append(Hop(left: chain[chain.count - 1], right: item, edge: index))
          chain.append(item)
        }
      } else {
        chain.append(end)
      }
      chains.append(chain)
    }
    var order: [[Int]] = Array(repeating: [], count: layerCount)
    for (item, at) in layer.enumerated() { order[at].append(item) }
    let pairs = hops.joined().map { ($0.left, $0.right) }
    left = Adjacency(count: layer.count, pairs: pairs.map { ($0.1, $0.0) })
    right = Adjacency(count: layer.count, pairs: pairs)
    self.layer = layer
    self.isBackward = isBackward
    self.chains = chains
    self.hops = hops
    self.order = order
  }

  /// The same graph with some of the items alone, and the hops between them; items keep their numbers.
  func part(_ isKept: (Int) -> Bool) -> LayeredGraph {
    var part = self
    part.order = order.map { $0.filter(isKept) }
    part.hops = hops.map { $0.filter { isKept($0.left) && isKept($0.right) } }
    let pairs = part.hops.joined().map { ($0.left, $0.right) }
    part.left = Adjacency(count: itemCount, pairs: pairs.map { ($0.1, $0.0) })
    part.right = Adjacency(count: itemCount, pairs: pairs)
    return part
  }

  /// The connected part that each item belongs to, numbered by size, the largest first; items alone come last.
  ///
  /// - Complexity: O(items + hops).
  func parts() -> [Int] {
    var part = [Int](repeating: -1, count: itemCount)
    var sizes: [Int] = []
    for start in 0..<itemCount where part[start] < 0 {
      var queue = [start]
      part[start] = sizes.count
      var at = 0
      while at < queue.count {
        let item = queue[at]
        at += 1
        for list in [left[item], right[item]] {
          for other in list where part[other] < 0 {
            part[other] = sizes.count
            queue.append(other)
          }
        }
      }
      sizes.append(queue.count)
    }
    let ranked = sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    var rank = [Int](repeating: 0, count: sizes.count)
    for (position, number) in ranked.enumerated() { rank[number] = position }
    return part.map { rank[$0] }
  }
}
