/// First orders of the layers, from which the crossing reduction starts.
enum InitialOrder {
  /// Orders by walks through the graph, in depth and in breadth, from the left and from the right; connected parts come
  /// one after the other.
  ///
  /// - Complexity: O(items · log items + hops).
  static func orders(of layered: LayeredGraph, part: [Int]) -> [[[Int]]] {
    let byLayer = (0..<layered.itemCount).sorted {
      (part[$0], layered.layer[$0], $0) < (part[$1], layered.layer[$1], $1)
    }
    let fromRight = (0..<layered.itemCount).sorted {
      (part[$0], -layered.layer[$0], $0) < (part[$1], -layered.layer[$1], $1)
    }
    return [
      smooth(layered, part: part, from: walk(layered, starts: byLayer, inDepth: true)),
      walk(layered, starts: byLayer, inDepth: true), walk(layered, starts: byLayer, inDepth: false),
      walk(layered, starts: fromRight, inDepth: true), walk(layered, starts: fromRight, inDepth: false),
    ]
  }

  /// An order in which linked items stand at similar heights throughout: the heights of a weighted net of springs that
  /// is about to contract, by power iteration. It keeps apart what is linked loosely, such as teams of services.
  ///
  /// - Complexity: O(rounds · hops).
  private static func smooth(_ layered: LayeredGraph, part: [Int], from start: [[Int]]) -> [[Int]] {
    let count = layered.itemCount
    var height = [Double](repeating: 0, count: count)
    for items in start {
      for (place, item) in items.enumerated() { height[item] = Double(place) / Double(items.count) - 0.5 }
    }
    var next = height
    var sums = [(height: Double, degree: Double)](repeating: (0, 0), count: (part.max() ?? -1) + 1)
    for _ in 0..<rounds {
      for at in sums.indices { sums[at] = (0, 0) }
      var largest = 0.0
      for item in 0..<count {
        var sum = 0.0
        for at in layered.left.range(of: item) { sum += height[layered.left.list[at]] }
        for at in layered.right.range(of: item) { sum += height[layered.right.list[at]] }
        let degree = Double(layered.left.degree(item) + layered.right.degree(item))
        next[item] = degree > 0 ? (height[item] + sum / degree) / 2 : height[item]
        sums[part[item]].height += next[item] * degree
        sums[part[item]].degree += degree
      }
      // The whole must not slide to one height: its centre stays where it is.
      for item in 0..<count where sums[part[item]].degree > 0 {
        next[item] -= sums[part[item]].height / sums[part[item]].degree
        largest = max(largest, abs(next[item]))
      }
      if largest == 0 { break }
      for item in 0..<count { height[item] = next[item] / largest }
    }
    return start.map { items in
      items.enumerated().sorted { a, b in
        (part[a.element], height[a.element], a.offset) < (part[b.element], height[b.element], b.offset)
      }.map(\.element)
    }
  }

  private static let rounds = 80

  private static func walk(_ layered: LayeredGraph, starts: [Int], inDepth: Bool) -> [[Int]] {
    var order: [[Int]] = Array(repeating: [], count: layered.layerCount)
    var seen = [Bool](repeating: false, count: layered.itemCount)
    for start in starts where !seen[start] {
      var open = [start]
      var at = 0
      while inDepth ? !open.isEmpty : at < open.count {
        let item = inDepth ? open.removeLast() : open[at]
        at += 1
        if seen[item] { continue }
        seen[item] = true
        order[layered.layer[item]].append(item)
        // Edges against the flow go below the others, where they meet nodes.
        let near = Array(layered.right[item]) + Array(layered.left[item])
        let next = near.filter { !layered.isBackward[$0] } + near.filter { layered.isBackward[$0] }
        for other in inDepth ? next.reversed() : next where !seen[other] { open.append(other) }
      }
    }
    return order
  }
}
