/// Orders the items within each layer so that few hops cross: sweeps that sort each layer by the medians or means of
/// its neighbours (Eades and Wormald 1994), then sifting of single items and of whole lines. Within lanes, the sweeps
/// are followed by swaps of neighbours alone (Gansner and others 1993).
struct Ordering {
  private struct Found {
    var crossings: Int
    var order: [[Int]]
  }

  private let layered: LayeredGraph
  /// What stays together in each layer, by item: lanes, else connected parts.
  private let part: [Int]
  private let lanes: Lanes?
  private var order: [[Int]]
  private var position: [Int]
  private var counter = CrossingCount()
  private var keys: [(key: Int, item: Int)] = []
  private var places: [Int] = []
  private var sifting = Sifting()
  private var insertion: ChainInsertion
  /// About how many steps a round of sifting takes.
  private let roundCost: Int

  /// Improves `layered.order`.
  ///
  /// - Complexity: O(sweeps · hops · log hops), and a number of steps spent on sifting that is bounded but for the
  ///   first rounds.
  static func improve(_ layered: inout LayeredGraph, sweeps: Int) {
    var ordering = Ordering(layered, lanes: nil)
    var best: Found?
    for start in InitialOrder.orders(of: layered, part: ordering.part) {
      var found = ordering.run(from: start, sweeps: sweeps)
      // Where it costs little, all starts are followed up, not only the most promising one.
      if 50 * ordering.roundCost < ordering.effort {
        var left = ordering.effort / 5
        found = ordering.climb(from: found, &left)
      }
      if best.map({ found.crossings < $0.crossings }) ?? true { best = found }
      if best?.crossings == 0 { break }
    }
    if let best { layered.order = ordering.polished(best) }
  }

  /// Sorts `layered.order` into lanes, and improves the order within them.
  static func sort(_ layered: inout LayeredGraph, into lanes: Lanes, sweeps: Int) {
    var ordering = Ordering(layered, lanes: lanes)
    layered.order = ordering.run(from: lanes.applied(to: layered.order), sweeps: sweeps).order
  }

  private init(_ layered: LayeredGraph, lanes: Lanes?) {
    self.layered = layered
    self.lanes = lanes
    part = lanes?.lane ?? layered.parts()
    insertion = ChainInsertion(layered)
    order = layered.order
    let widths = layered.order.map(\.count)
    let hops = layered.hops.map(\.count)
    roundCost = widths.indices.reduce(0) { sum, at in
      let near = (at > 0 ? widths[at - 1] + hops[at - 1] : 0) + (at + 1 < widths.count ? widths[at + 1] : 0)
      return sum + widths[at] * (widths[at] + near + hops[at])
    }
    position = Array(repeating: 0, count: layered.itemCount)
  }

  private mutating func run(from start: [[Int]], sweeps: Int) -> Found {
    take(start)
    var best = Found(crossings: count(), order: order)
    var idle = 0
    for sweep in 0..<max(sweeps, 0) {
      if best.crossings == 0 || idle >= 4 { break }
      let goesRight = sweep % 2 == 0
      let layers = goesRight ? Array(order.indices.dropFirst()) : order.indices.dropLast().reversed()
      for layer in layers {
        sort(layer, goesRight: goesRight, usesMedian: sweep % 4 < 2)
      }
      if lanes != nil { swapNeighbours(allowingTies: sweep % 4 >= 2) }
      let crossings = count()
      if crossings < best.crossings {
        best = Found(crossings: crossings, order: order)
        idle = 0
      } else {
        idle += 1
      }
    }
    return best
  }

  /// Steps that may be spent on sifting and moving lines: some milliseconds for a few hundred items, where a drawing
  /// must not be waited for, and as much as it takes up to some tens of milliseconds for more.
  private var effort: Int { min(max(8 * layered.itemCount * layered.itemCount, 2_000_000), 30_000_000) }

  /// Improves the best order found: sweeps and sifts from there while that leads on, then disturbs the order a little
  /// and tries again.
  private mutating func polished(_ found: Found) -> [[Int]] {
    var left = effort
    var best = climb(from: found, &left)
    var current = best
    var random = OrderNoise()
    var idle = 0
    for turn in 0..<40 where best.crossings > 0 && left > 0 {
      take(idle < Self.patience ? current.order : best.order)
      if idle < Self.patience {
        let goesRight = turn % 2 == 0
        for layer in goesRight ? Array(order.indices.dropFirst()) : order.indices.dropLast().reversed() {
          sort(layer, goesRight: goesRight, usesMedian: turn % 4 < 2)
          _ = sift(layer)
        }
        left -= roundCost
      } else {
        for layer in order.indices { random.disturb(&order[layer], oneIn: turn % 2 == 0 ? 6 : 24) }
        for layer in order.indices { renumber(layer) }
      }
      current = climb(from: Found(crossings: count(), order: order), &left)
      idle += 1
      if current.crossings < best.crossings {
        best = current
        if idle <= Self.patience { idle = 0 }
      }
    }
    return best.order
  }

  /// Sweeps in vain before the order is disturbed.
  private static let patience = 4

  private mutating func take(_ new: [[Int]]) {
    order = new
    for layer in order.indices { renumber(layer) }
  }

  /// Sifts, and moves lines over several layers, until nothing improves or no steps are left.
  private mutating func climb(from start: Found, _ left: inout Int) -> Found {
    var best = start
    take(start.order)
    for round in 0..<24 where best.crossings > 0 && (left > 0 || round < 4) {
      var gained = 0
      for layer in round % 2 == 0 ? Array(order.indices) : order.indices.reversed() { gained += sift(layer) }
      left -= roundCost
      let chainCost = insertion.roundCost(order)
      if gained == 0 || round % 3 == 2, chainCost <= left {
        left -= chainCost
        for edge in layered.chains.indices { gained += insertion.reinsert(edge, order: &order, position: &position) }
      }
      if gained == 0 { break }
      best = Found(crossings: best.crossings - gained, order: order)
    }
    return best
  }

  private mutating func renumber(_ layer: Int) {
    for (place, item) in order[layer].enumerated() { position[item] = place }
  }

  private mutating func count() -> Int {
    var sum = 0
    for layer in order.indices.dropLast() {
      sum += counter.crossings(
        of: order[layer], right: layered.right, position: position, width: order[layer + 1].count)
    }
    return sum
  }

  // MARK: Sorting by neighbours

  /// Sorts a layer by its neighbours' places. Items without any stay where they are, connected parts stay together.
  private mutating func sort(_ layer: Int, by neighbours: Adjacency, usesMedian: Bool) {
    // Part, value and place in one number, since this is the hottest sort of all.
    keys.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    for (place, item) in order[layer].enumerated() where neighbours.degree(item) > 0 {
      let value = centre(of: item, in: neighbours, usesMedian: usesMedian) + (layered.isBackward[item] ? 0.01 : 0)
      keys.append((key: (part[item] << 28 + Int(value * 256)) << 20 + place, item: item))
      places.append(place)
    }
    keys.sort { $0.key < $1.key }
    for (entry, place) in zip(keys, places) {
      order[layer][place] = entry.item
      position[entry.item] = place
    }
  }

  private mutating func sort(_ layer: Int, goesRight: Bool, usesMedian: Bool) {
    sort(layer, by: goesRight ? layered.left : layered.right, usesMedian: usesMedian)
  }

  /// The mean, or the weighted median of Gansner and others, of the neighbours' places.
  private func centre(of item: Int, in neighbours: Adjacency, usesMedian: Bool) -> Double {
    let range = neighbours.range(of: item)
    if !usesMedian || range.count <= 2 {
      var sum = 0
      for at in range { sum += position[neighbours.list[at]] }
      return Double(sum) / Double(range.count)
    }
    let places = neighbours[item].map { position[$0] }.sorted()
    let middle = places.count / 2
    if places.count % 2 == 1 { return Double(places[middle]) }
    let left = Double(places[middle - 1] - places[0])
    let right = Double(places[places.count - 1] - places[middle])
    if left + right == 0 { return Double(places[middle - 1] + places[middle]) / 2 }
    return (Double(places[middle - 1]) * right + Double(places[middle]) * left) / (left + right)
  }

  // MARK: Swapping neighbours

  /// Swaps neighbours while that removes crossings; with ties allowed also, once, where it changes nothing, to leave a
  /// dead end.
  private mutating func swapNeighbours(allowingTies: Bool) {
    var isStale = [Bool](repeating: true, count: order.count)
    var allowsTies = allowingTies
    for _ in 0..<12 where isStale.contains(true) {
      for layer in order.indices where isStale[layer] {
        isStale[layer] = false
        if !swapNeighbours(in: layer, allowingTies: allowsTies) { continue }
        for near in max(layer - 1, 0)...min(layer + 1, order.count - 1) { isStale[near] = true }
      }
      allowsTies = false
    }
  }

  /// One pass over a layer; whether it swapped anything.
  private mutating func swapNeighbours(in layer: Int, allowingTies: Bool) -> Bool {
    var items = order[layer]
    if items.count < 2 { return false }
    let ends = SortedEnds(
      items: items, before: layer > 0 ? order[layer - 1] : [], behind: layer + 1 < order.count ? order[layer + 1] : [],
      left: layered.left, right: layered.right, position: position)
    var slots = Array(items.indices)
    var hasSwapped = false
    for at in 0..<(items.count - 1) {
      let (a, b) = (slots[at], slots[at + 1])
      if let lanes, lanes.lane[items[at]] != lanes.lane[items[at + 1]] { continue }
      let (now, swapped) = ends.crossings(a, b)
      guard swapped < now || (allowingTies && swapped == now && now > 0) else { continue }
      hasSwapped = true
      slots.swapAt(at, at + 1)
      items.swapAt(at, at + 1)
    }
    order[layer] = items
    if hasSwapped { renumber(layer) }
    return hasSwapped
  }

  // MARK: Sifting

  /// Sifts a layer; the crossings that are gone.
  private mutating func sift(_ layer: Int) -> Int {
    let gained = sifting.sift(
      &order[layer], leftWidth: layer > 0 ? order[layer - 1].count : 0,
      rightWidth: layer + 1 < order.count ? order[layer + 1].count : 0, left: layered.left, right: layered.right,
      position: position)
    if gained > 0 { renumber(layer) }
    return gained
  }
}
