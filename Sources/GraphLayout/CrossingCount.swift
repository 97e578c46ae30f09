/// Counts how many hops between two layers cross, by the accumulator tree of Barth, Jünger and Mutzel (2002).
struct CrossingCount {
  private var tree: [Int] = []

  /// Crossings between a layer and the one behind it.
  ///
  /// - Parameters:
  ///   - layer: the items of the left layer in order.
  ///   - right: the neighbours of each item in the right layer.
  ///   - position: the place of each item within its layer.
  ///   - width: the number of items in the right layer.
  /// - Complexity: O(hops · log width).
  mutating func crossings(of layer: [Int], right: Adjacency, position: [Int], width: Int) -> Int {
    var leaves = 1
    while leaves < width { leaves *= 2 }
    tree.removeAll(keepingCapacity: true)
    tree.append(contentsOf: repeatElement(0, count: 2 * leaves))
    var crossings = 0
    var ends: [Int] = []
    for item in layer {
      ends.removeAll(keepingCapacity: true)
      for at in right.range(of: item) { ends.append(position[right.list[at]]) }
      ends.sort()
      for end in ends {
        var node = end + leaves
        tree[node] += 1
        while node > 1 {
          if node & 1 == 0 { crossings += tree[node + 1] }
          node /= 2
          tree[node] += 1
        }
      }
    }
    return crossings
  }
}
