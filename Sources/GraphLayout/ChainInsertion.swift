/// Takes the line of an edge over several layers out of the order and puts it back where it crosses fewest others.
///
/// Moving one passing place at a time cannot bring a long line to the other side of what it runs beside; here the best
/// way through all its layers is found at once, by dynamic programming over the places between the items.
struct ChainInsertion {
  private let layered: LayeredGraph
  /// The crossings of the best ways to each place of the layer reached, of the layer before, and of a hop from one
  /// place of the layer before to each place.
  private var cost: [Int32] = []
  private var previous: [Int32] = []
  private var row: [Int32] = []
  /// For each layer on the way the place in the layer before from which each place is reached best.
  private var origin: [[Int32]] = []

  init(_ layered: LayeredGraph) { self.layered = layered }

  /// About how many steps a round over all edges takes.
  ///
  /// - Complexity: O(items).
  func roundCost(_ order: [[Int]]) -> Int {
    var sum = 0
    for chain in layered.chains where chain.count > 2 {
      for item in chain.dropLast() { sum += 4 * layered.hops[layered.layer[item]].count }
      for item in chain.dropFirst(2).dropLast() { sum += 2 * square(order, layered.layer[item]) }
    }
    return sum
  }

  private func square(_ order: [[Int]], _ layer: Int) -> Int { order[layer].count * order[layer - 1].count }

  /// Puts the line of an edge where it crosses fewest others; the crossings that are gone.
  ///
  /// - Complexity: O(sum of the products of the sizes of neighbouring layers on the way).
  mutating func reinsert(_ edge: Int, order: inout [[Int]], position: inout [Int]) -> Int {
    let chain = layered.chains[edge]
    let inner = chain.dropFirst().dropLast()
    if inner.isEmpty { return 0 }
    let before = inner.map { position[$0] }
    for item in inner { remove(item, &order, &position) }
    let (crossings, places) = bestWay(chain, order, position)
    let old = self.crossings(of: chain, at: before, order, position)
    for (item, place) in zip(inner, crossings < old ? places : before) { insert(item, at: place, &order, &position) }
    return max(0, old - crossings)
  }

  private func remove(_ item: Int, _ order: inout [[Int]], _ position: inout [Int]) {
    let layer = layered.layer[item]
    order[layer].remove(at: position[item])
    for place in position[item]..<order[layer].count { position[order[layer][place]] = place }
    position[item] = -1
  }

  private func insert(_ item: Int, at place: Int, _ order: inout [[Int]], _ position: inout [Int]) {
    let layer = layered.layer[item]
    order[layer].insert(item, at: place)
    for place in place..<order[layer].count { position[order[layer][place]] = place }
  }

  /// The crossings of a chain whose inner items would stand at some places.
  private func crossings(of chain: [Int], at places: [Int], _ order: [[Int]], _ position: [Int]) -> Int {
    // Between two items of a layer is half a place.
    var ends = [2 * position[chain[0]]]
    ends += places.map { 2 * $0 - 1 }
    ends.append(2 * position[chain[chain.count - 1]])
    var sum = 0
    for step in 0..<(chain.count - 1) {
      for (place, item) in order[layered.layer[chain[step]]].enumerated() {
        for at in layered.right.range(of: item) {
          let other = position[layered.right.list[at]]
          if other < 0 { continue }
          if (2 * place < ends[step] && 2 * other > ends[step + 1])
            || (2 * place > ends[step] && 2 * other < ends[step + 1])
          {
            sum += 1
          }
        }
      }
    }
    return sum
  }

  // MARK: The best way

  private mutating func bestWay(
    _ chain: [Int], _ order: [[Int]], _ position: [Int]
  ) -> (crossings: Int, places: [Int]) {
    let steps = chain.count - 2
    while origin.count < steps { origin.append([]) }
    startCosts(from: chain[0], order, position)
    for step in 1..<max(steps, 1) { advance(step, layer: layered.layer[chain[step]], order, position) }
    let last = layered.layer[chain[steps]]
    addEndCosts(layer: last, end: position[chain[steps + 1]], order, position)
    var place = cost.indices.min { (cost[$0], $0) < (cost[$1], $1) } ?? 0
    let crossings = Int(cost[place])
    var places = [place]
    for step in stride(from: steps - 1, to: 0, by: -1) {
      place = Int(origin[step][place])
      places.append(place)
    }
    return (crossings, places.reversed())
  }

  /// The crossings of a hop from an item to each place of the next layer.
  private mutating func startCosts(from item: Int, _ order: [[Int]], _ position: [Int]) {
    let layer = layered.layer[item]
    cost = Array(repeating: 0, count: order[layer + 1].count + 1)
    for (place, other) in order[layer].enumerated() where other != item {
      for at in layered.right.range(of: other) {
        let end = position[layered.right.list[at]]
        if end < 0 { continue }
        if place < position[item] {
          for slot in 0...end { cost[slot] += 1 }
        } else {
          for slot in (end + 1)..<max(cost.count, end + 1) { cost[slot] += 1 }
        }
      }
    }
  }

  /// Goes on from the places of a layer to those of the next.
  private mutating func advance(_ step: Int, layer: Int, _ order: [[Int]], _ position: [Int]) {
    let items = order[layer]
    let width = order[layer + 1].count + 1
    swap(&previous, &cost)
    cost = Array(repeating: .max, count: width)
    row = Array(repeating: 0, count: width)
    var origin = [Int32](repeating: 0, count: width)
    // From above the first item, all hops that end above a place cross.
    for item in items {
      for at in layered.right.range(of: item) {
        let end = position[layered.right.list[at]]
        if end >= 0, end + 1 < width { row[end + 1] += 1 }
      }
    }
    for slot in 1..<max(width, 1) { row[slot] += row[slot - 1] }
    cost.withUnsafeMutableBufferPointer { cost in
      row.withUnsafeMutableBufferPointer { row in
        origin.withUnsafeMutableBufferPointer { origin in
          for place in 0...items.count {
            let base = previous[place]
            for slot in 0..<width where base + row[slot] < cost[slot] {
              cost[slot] = base + row[slot]
              origin[slot] = Int32(place)
            }
            if place == items.count { break }
            for at in layered.right.range(of: items[place]) {
              let end = position[layered.right.list[at]]
              if end < 0 { continue }
              for slot in 0...end { row[slot] += 1 }
              for slot in (end + 1)..<max(width, end + 1) { row[slot] -= 1 }
            }
          }
        }
      }
    }
    self.origin[step] = origin
  }

  /// Adds the crossings of the hop from each place of a layer to an item of the next.
  private mutating func addEndCosts(layer: Int, end: Int, _ order: [[Int]], _ position: [Int]) {
    var above = 0
    var below = 0
    var changes: [(above: Int, below: Int)] = []
    for item in order[layer] {
      var change = (above: 0, below: 0)
      for at in layered.right.range(of: item) {
        let other = position[layered.right.list[at]]
        if other < 0 { continue }
        if other < end { change.above += 1 } else if other > end { change.below += 1 }
      }
      above += change.above
      changes.append(change)
    }
    for place in cost.indices {
      cost[place] += Int32(above + below)
      if place < changes.count {
        above -= changes[place].above
        below += changes[place].below
      }
    }
  }
}
