/// Orders the items within each layer so that few hops cross: sweeps that sort each layer by the medians or means of
/// its neighbours (Eades and Wormald 1994), each followed by swaps of neighbours (Gansner and others 1993).
struct Ordering {
  private let layered: LayeredGraph
  private let part: [Int]
  /// The group per item, -1 for none; nil if groups do not matter.
  private let group: [Int]?
  private var order: [[Int]]
  private var position: [Int]
  private var counter = CrossingCount()

  /// Improves `layered.order`.
  ///
  /// - Complexity: O(sweeps · hops · log hops).
  static func improve(_ layered: inout LayeredGraph, groups: [Int]?, sweeps: Int) {
    var ordering = Ordering(layered, groups: groups)
    let hops = layered.hops.reduce(0) { $0 + $1.count }
    let starts = InitialOrder.orders(of: layered, part: ordering.part)
    var best: (crossings: Int, order: [[Int]])?
    for start in starts.prefix(hops < 400 ? starts.count : hops < 1_000 ? 2 : 1) {
      let found = ordering.run(from: start, sweeps: sweeps)
      if best.map({ found.crossings < $0.crossings }) ?? true { best = found }
      if best?.crossings == 0 { break }
    }
    if let best { layered.order = ordering.polished(best, hops: hops) }
  }

  private init(_ layered: LayeredGraph, groups: [Int]?) {
    self.layered = layered
    part = layered.parts()
    group = groups.map { $0 + Array(repeating: -1, count: layered.itemCount - $0.count) }
    order = layered.order
    position = Array(repeating: 0, count: layered.itemCount)
  }

  private mutating func run(from start: [[Int]], sweeps: Int) -> (crossings: Int, order: [[Int]]) {
    order = start
    for layer in order.indices { renumber(layer) }
    if group != nil { for layer in order.indices { sort(layer, by: nil, usesMedian: false) } }
    var best = (crossings: count(), order: order)
    var idle = 0
    for sweep in 0..<max(sweeps, 0) {
      if best.crossings == 0 || idle >= 6 { break }
      let goesRight = sweep % 2 == 0
      let layers = goesRight ? Array(order.indices.dropFirst()) : order.indices.dropLast().reversed()
      for layer in layers {
        sort(layer, by: goesRight ? layered.left : layered.right, usesMedian: sweep % 4 < 2)
      }
      swapNeighbours(allowingTies: sweep % 4 >= 2)
      let crossings = count()
      if crossings < best.crossings {
        best = (crossings, order)
        idle = 0
      } else {
        idle += 1
      }
    }
    return best
  }

  /// Improves the best order found: by moving single items, then by disturbing the order a little and trying again.
  private mutating func polished(_ found: (crossings: Int, order: [[Int]]), hops: Int) -> [[Int]] {
    if !siftingPays { return found.order }
    var best = climb(from: found)
    var random = OrderNoise()
    for _ in 0..<min(24, 2_400 / max(hops, 1)) where best.crossings > 0 {
      order = best.order
      for layer in order.indices { random.disturb(&order[layer]) }
      for layer in order.indices { renumber(layer) }
      swapNeighbours(allowingTies: false)
      let next = climb(from: (count(), order))
      if next.crossings < best.crossings { best = next }
    }
    return best.order
  }

  private mutating func climb(from start: (crossings: Int, order: [[Int]])) -> (crossings: Int, order: [[Int]]) {
    var best = start
    order = start.order
    for layer in order.indices { renumber(layer) }
    for round in 0..<16 where best.crossings > 0 {
      for layer in round % 2 == 0 ? Array(order.indices) : order.indices.reversed() { sift(layer) }
      let crossings = count()
      if crossings >= best.crossings { break }
      best = (crossings, order)
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
  private mutating func sort(_ layer: Int, by neighbours: Adjacency?, usesMedian: Bool) {
    struct Entry {
      var item: Int
      var part: Int
      var group: Double
      var value: Double
      var place: Int
    }
    var entries: [Entry] = []
    var places: [Int] = []
    for (place, item) in order[layer].enumerated() {
      var value = Double(place)
      if let neighbours, neighbours.degree(item) > 0 {
        value = centre(of: item, in: neighbours, usesMedian: usesMedian) + (layered.isBackward[item] ? 0.01 : 0)
      } else if group == nil {
        continue
      }
      entries.append(Entry(item: item, part: part[item], group: value, value: value, place: place))
      places.append(place)
    }
    if let group {
      var sums: [Int: (sum: Double, count: Double)] = [:]
      for entry in entries where group[entry.item] >= 0 {
        sums[group[entry.item], default: (0, 0)].sum += entry.value
        sums[group[entry.item], default: (0, 0)].count += 1
      }
      for at in entries.indices {
        if let mean = sums[group[entries[at].item]] { entries[at].group = mean.sum / mean.count }
      }
    }
    entries.sort { a, b in
      if a.part != b.part && group == nil { return a.part < b.part }
      if a.group != b.group { return a.group < b.group }
      if let group, group[a.item] != group[b.item] { return group[a.item] < group[b.item] }
      return (a.value, a.place) < (b.value, b.place)
    }
    for (entry, place) in zip(entries, places) {
      order[layer][place] = entry.item
      position[entry.item] = place
    }
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
      if let group, group[items[at]] != group[items[at + 1]], group[items[at]] >= 0, group[items[at + 1]] >= 0 {
        continue
      }
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

  /// Sifting compares all pairs of a layer: worth it while layers are short.
  private var siftingPays: Bool { group == nil && order.reduce(0) { $0 + $1.count * $1.count } < 200_000 }

  /// Moves each item of a layer to the place where its hops cross fewest others (Matuszewski and others 1999).
  private mutating func sift(_ layer: Int) {
    let items = order[layer]
    if items.count < 3 { return }
    let ends = SortedEnds(
      items: items, before: layer > 0 ? order[layer - 1] : [], behind: layer + 1 < order.count ? order[layer + 1] : [],
      left: layered.left, right: layered.right, position: position)
    var slots = Array(items.indices)
    var hasMoved = false
    for slot in items.indices {
      guard let from = slots.firstIndex(of: slot) else { continue }
      var best = (gain: 0, place: from)
      var gain = 0
      for place in (0..<from).reversed() {
        let (above, below) = ends.crossings(slot, slots[place])
        gain += below - above
        if gain > best.gain { best = (gain, place) }
      }
      gain = 0
      for place in (from + 1)..<max(items.count, from + 1) {
        let (above, below) = ends.crossings(slot, slots[place])
        gain += above - below
        if gain > best.gain { best = (gain, place) }
      }
      if best.place == from { continue }
      slots.remove(at: from)
      slots.insert(slot, at: best.place)
      hasMoved = true
    }
    if !hasMoved { return }
    order[layer] = slots.map { items[$0] }
    renumber(layer)
  }
}
