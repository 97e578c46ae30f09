/// A placement that leaves what was drawn before where it was.
struct WarmStart {
  let graph: IndexedGraph
  let memory: LayoutMemory
  let options: LayoutOptions

  private var verticalGap: Int { max(options.verticalGap, 1) }

  /// - Complexity: O(hops · rows) at worst, for new nodes and edges only.
  func placement() -> Placement {
    var layers = WarmLayers(graph: graph, memory: memory).layers()
    let shift = max(0, -(layers.min() ?? 0))
    layers = layers.map { $0 + shift }
    var layered = LayeredGraph(graph: graph, layers: layers)
    let use = SideUse(graph: graph, layers: layers)
    let needsRowBelow = (0..<graph.nodeCount).map { use.needsRowBelow($0, graph: graph) }
    let slots = (0..<graph.nodeCount).map { graph.heights[$0] + (needsRowBelow[$0] ? 1 : 0) }

    var rows = [Int](repeating: -1, count: layered.itemCount)
    var taken = [RowOccupancy](repeating: RowOccupancy(), count: layered.layerCount)
    keepNodes(layered, slots, &rows, &taken)
    keepLines(layered, shift: shift, &rows, &taken)
    addNodes(layered, slots, &rows, &taken)
    addLines(layered, &rows, &taken)
    for layer in layered.order.indices {
      layered.order[layer].sort { (rows[$0], $0) < (rows[$1], $1) }
    }
    var columns = [LayoutColumn?](repeating: nil, count: layered.layerCount)
    for (old, column) in memory.columns.enumerated() where columns.indices.contains(old + shift) {
      columns[old + shift] = column
    }
    return Placement(
      layered: layered, rows: rows, needsRowBelow: needsRowBelow, columns: columns,
      ends: graph.edges.indices.map { memory.ends(of: $0, graph.edges[$0]) })
  }

  /// Nodes that were there before keep their row; one that a grown node above reaches into moves down.
  private func keepNodes(
    _ layered: LayeredGraph, _ slots: [Int], _ rows: inout [Int], _ taken: inout [RowOccupancy]
  ) {
    for layer in layered.order.indices {
      let old = layered.order[layer].filter { layered.isNode($0) && memory.places[$0] != nil }
      var free = 0
      for node in old.sorted(by: { (oldRow($0), $0) < (oldRow($1), $1) }) {
        let row = oldRow(node) < free ? free + (free > 0 ? verticalGap : 0) : oldRow(node)
        rows[node] = row
        taken[layer].take(row..<(row + slots[node]))
        free = row + slots[node]
      }
    }
  }

  private func oldRow(_ node: Int) -> Int { max(memory.places[node]?.rect.y ?? 0, 0) }

  /// Lines that were there before pass each layer where they did, if that is still free.
  private func keepLines(
    _ layered: LayeredGraph, shift: Int, _ rows: inout [Int], _ taken: inout [RowOccupancy]
  ) {
    for (edge, chain) in layered.chains.enumerated() where memory.lines[edge] != nil {
      for item in chain.dropFirst().dropLast() {
        let layer = layered.layer[item]
        guard let row = memory.row(of: edge, at: layer - shift), taken[layer].isFree(row..<(row + 1)) else { continue }
        rows[item] = row
        taken[layer].take(row..<(row + 1))
      }
    }
  }

  /// New nodes go to the free rows nearest to the middle of their neighbours, those with placed neighbours first.
  private func addNodes(
    _ layered: LayeredGraph, _ slots: [Int], _ rows: inout [Int], _ taken: inout [RowOccupancy]
  ) {
    let neighbours = Adjacency(
      count: graph.nodeCount, pairs: graph.edges.flatMap { [($0.source, $0.target), ($0.target, $0.source)] })
    var waiting = (0..<graph.nodeCount).filter { rows[$0] < 0 }
    while !waiting.isEmpty {
      let at = waiting.firstIndex { neighbours[$0].contains { rows[$0] >= 0 } } ?? 0
      let node = waiting.remove(at: at)
      let wishes = neighbours[node].filter { rows[$0] >= 0 }.map { rows[$0] + graph.middleRow(of: $0) }.sorted()
      let middle = wishes.isEmpty ? 0 : (wishes[(wishes.count - 1) / 2] + wishes[wishes.count / 2]) >> 1
      let layer = layered.layer[node]
      let row = taken[layer].nearest(
        to: wishes.isEmpty ? taken[layer].end + verticalGap : middle - graph.middleRow(of: node),
        height: slots[node], gap: verticalGap)
      rows[node] = row
      taken[layer].take(row..<(row + slots[node]))
    }
  }

  /// New lines run straight through a row that is free in all layers on their way, or from one free row to the next,
  /// whichever is shorter.
  private func addLines(_ layered: LayeredGraph, _ rows: inout [Int], _ taken: inout [RowOccupancy]) {
    for chain in layered.chains where chain.count > 2 {
      let missing = chain.filter { rows[$0] < 0 }
      guard let first = chain.first, let last = chain.last, !missing.isEmpty else { continue }
      let (from, to) = (rows[first] + graph.middleRow(of: first), rows[last] + graph.middleRow(of: last))
      let straight = straightRow(for: missing, layered, taken, from: from, to: to)
      let stepped = steppedRows(for: missing, layered, taken, from: from)
      let isStraight = bends([from, straight, to]) <= bends([from] + stepped + [to])
      for (item, row) in zip(missing, isStraight ? missing.map { _ in straight } : stepped) {
        rows[item] = row
        taken[layered.layer[item]].take(row..<(row + 1))
      }
    }
  }

  private func straightRow(
    for items: [Int], _ layered: LayeredGraph, _ taken: [RowOccupancy], from: Int, to: Int
  ) -> Int {
    let end = items.map { taken[layered.layer[$0]].end }.max() ?? 0
    var best = end
    for row in 0..<end where bends([from, row, to]) < bends([from, best, to]) {
      if items.allSatisfy({ taken[layered.layer[$0]].isFree(row..<(row + 1)) }) { best = row }
    }
    return best
  }

  private func steppedRows(
    for items: [Int], _ layered: LayeredGraph, _ taken: [RowOccupancy], from: Int
  ) -> [Int] {
    var row = from
    return items.map { item in
      row = taken[layered.layer[item]].nearest(to: row, height: 1, gap: 0)
      return row
    }
  }

  /// The length of a line's vertical parts; each bend counts as three rows.
  private func bends(_ rows: [Int]) -> Int {
    zip(rows, rows.dropFirst()).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : abs($1.0 - $1.1) + 3) }
  }
}
