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
      walk(layered, starts: byLayer, inDepth: true), walk(layered, starts: byLayer, inDepth: false),
      walk(layered, starts: fromRight, inDepth: true), walk(layered, starts: fromRight, inDepth: false),
    ]
  }

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
