/// Gives each item its row: near its neighbours, so that lines run straight, in the order of its layer and with the
/// gaps asked for.
struct RowAssignment {
  private let layered: LayeredGraph
  private let verticalGap: Int
  /// The rows that each item takes.
  private let slots: [Int]
  /// For each hop the row of its left item where it attaches, less that of its right item.
  private let slants: [[Int]]
  /// The slants of the hops to the left of each item, as `layered.left` lists them; likewise to the right.
  private let leftSlants: Adjacency
  private let rightSlants: Adjacency

  init(layered: LayeredGraph, graph: IndexedGraph, use: SideUse, verticalGap: Int) {
    self.layered = layered
    self.verticalGap = verticalGap
    slots = (0..<layered.itemCount).map { item in
      layered.isNode(item) ? graph.heights[item] + (use.needsRowBelow(item, graph: graph) ? 1 : 0) : 1
    }
    let slants = layered.hops.map { hops in
      hops.map { hop in
        let left = Self.attachment(of: hop.left, edge: hop.edge, layered, graph, use)
        return left - Self.attachment(of: hop.right, edge: hop.edge, layered, graph, use)
      }
    }
    self.slants = slants
    let hops = zip(layered.hops.joined(), slants.joined())
    leftSlants = Adjacency(count: layered.itemCount, pairs: hops.map { ($0.right, $1) })
    rightSlants = Adjacency(count: layered.itemCount, pairs: hops.map { ($0.left, $1) })
  }

  /// The row of an item, counted from its top, where an edge meets it.
  private static func attachment(
    of item: Int, edge: Int, _ layered: LayeredGraph, _ graph: IndexedGraph, _ use: SideUse
  ) -> Int {
    if !layered.isNode(item) { return 0 }
    let ends = graph.edges[edge]
    if layered.layer[ends.source] > layered.layer[ends.target] {
      let isBelow =
        item == ends.target ? use.arriveBelow(item, graph: graph) : use.leaveBelow(item, graph: graph)
      if isBelow { return graph.heights[item] }
    }
    return graph.middleRow(of: item)
  }

  /// Which neighbours a sweep aligns with.
  private enum Sides {
    case left, right, both
  }

  /// The top row of each item; the smallest is 0.
  ///
  /// - Complexity: O(sweeps · hops · log hops) for the usual graph.
  func rows() -> [Int] {
    var rows = [Int](repeating: 0, count: layered.itemCount)
    let offsets = layered.order.map { packedRows(of: $0) }
    for layer in layered.order.indices {
      for (item, offset) in zip(layered.order[layer], offsets[layer]) { rows[item] = offset }
    }
    var best = rows
    var bestCost = cost(rows)
    var fit = MonotoneFit()
    let right = Array(layered.order.indices)
    let left = Array(right.reversed())
    var plan: [(layers: [Int], sides: Sides)] = []
    for _ in 0..<4 { plan += [(right, .left), (left, .right)] }
    for _ in 0..<3 { plan += [(right, .both), (left, .both)] }
    for step in plan {
      for layer in step.layers { align(layer, step.sides, offsets: offsets[layer], &rows, &fit) }
      let cost = cost(rows)
      if cost < bestCost {
        bestCost = cost
        best = rows
      }
    }
    let top = best.min() ?? 0
    return best.map { $0 - top }
  }

  /// The rows of a layer's items when it is packed as tightly as the gaps allow.
  private func packedRows(of items: [Int]) -> [Int] {
    var offsets: [Int] = []
    var row = 0
    var previous: Int?
    for item in items {
      if let previous { row += slots[previous] + gap(previous, item) }
      offsets.append(row)
      previous = item
    }
    return offsets
  }

  private func gap(_ a: Int, _ b: Int) -> Int {
    switch (layered.isNode(a), layered.isNode(b)) {
    case (true, true): verticalGap
    case (false, false): 0
    default: verticalGap / 2
    }
  }

  /// Long straight lines matter most: eight times for a hop between two passing places, as in Gansner and others.
  private func weight(_ a: Int, _ b: Int) -> Int {
    switch (layered.isNode(a), layered.isNode(b)) {
    case (true, true): 16
    case (false, false): 128
    default: 32
    }
  }

  private func align(_ layer: Int, _ sides: Sides, offsets: [Int], _ rows: inout [Int], _ fit: inout MonotoneFit) {
    let items = layered.order[layer]
    let before = rows
    let fitted = fit.fit(count: items.count) { number, wishes in
      let item = items[number]
      let start = wishes.count
      if sides != .right {
        for at in layered.left.range(of: item) {
          let other = layered.left.list[at]
          let row = before[other] + leftSlants.list[at]
          wishes.append(.init(value: row - offsets[number], weight: weight(item, other)))
        }
      }
      if sides != .left {
        for at in layered.right.range(of: item) {
          let other = layered.right.list[at]
          let row = before[other] - rightSlants.list[at]
          wishes.append(.init(value: row - offsets[number], weight: weight(item, other)))
        }
      }
      if wishes.count == start { wishes.append(.init(value: before[item] - offsets[number], weight: 1)) }
    }
    for (number, item) in items.enumerated() { rows[item] = fitted[number] + offsets[number] }
  }

  /// How far all hops are from straight; a bend costs as much as three rows.
  private func cost(_ rows: [Int]) -> Int {
    var sum = 0
    for (hops, slants) in zip(layered.hops, slants) {
      for (hop, slant) in zip(hops, slants) {
        let miss = abs(rows[hop.left] - rows[hop.right] + slant)
        if miss > 0 { sum += (miss + 3) * weight(hop.left, hop.right) }
      }
    }
    return sum
  }
}
