/// For each item of a layer the places of its neighbours on both sides, sorted: what it takes to compare two items.
struct SortedEnds {
  private var ends: [Int] = []
  /// For slot i, the left places are ends[bounds[2i]..<bounds[2i+1]], the right ones up to bounds[2i+2].
  private var bounds: [Int] = [0]

  /// - Parameters:
  ///   - items: the items of the layer in order.
  ///   - before: the items of the layer to the left in order; likewise `behind` to the right.
  ///   - position: the place of each item within its layer.
  /// - Complexity: O(hops): going through the neighbouring layers in order sorts the places by itself.
  init(items: [Int], before: [Int], behind: [Int], left: Adjacency, right: Adjacency, position: [Int]) {
    bounds.reserveCapacity(2 * items.count + 1)
    var sum = 0
    for item in items {
      sum += left.degree(item)
      bounds.append(sum)
      sum += right.degree(item)
      bounds.append(sum)
    }
    ends = Array(repeating: 0, count: sum)
    var next = bounds
    for other in before {
      for at in right.range(of: other) {
        let slot = 2 * position[right.list[at]]
        ends[next[slot]] = position[other]
        next[slot] += 1
      }
    }
    for other in behind {
      for at in left.range(of: other) {
        let slot = 2 * position[left.list[at]] + 1
        ends[next[slot]] = position[other]
        next[slot] += 1
      }
    }
  }

  /// The crossings between the hops of two items: with `a` above `b`, and with `b` above `a`.
  ///
  /// - Complexity: O(number of their hops).
  func crossings(_ a: Int, _ b: Int) -> (above: Int, below: Int) {
    let left = crossings(bounds[2 * a]..<bounds[2 * a + 1], bounds[2 * b]..<bounds[2 * b + 1])
    let right = crossings(bounds[2 * a + 1]..<bounds[2 * a + 2], bounds[2 * b + 1]..<bounds[2 * b + 2])
    return (left.above + right.above, left.below + right.below)
  }

  private func crossings(_ a: Range<Int>, _ b: Range<Int>) -> (above: Int, below: Int) {
    // Pairs with a's end below b's cross while a is above b; pairs with a's end above b's cross otherwise.
    var above = 0
    var equal = 0
    var lower = b.lowerBound
    var upper = b.lowerBound
    for at in a {
      while lower < b.upperBound && ends[lower] < ends[at] { lower += 1 }
      if upper < lower { upper = lower }
      while upper < b.upperBound && ends[upper] == ends[at] { upper += 1 }
      above += lower - b.lowerBound
      equal += upper - lower
    }
    return (above, a.count * b.count - above - equal)
  }
}
