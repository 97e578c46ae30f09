/// Chooses where lines meet the nodes: in the order of the neighbours, at rows that keep lines straight where possible;
/// ends that an earlier drawing had stay where they were.
struct PortPlan {
  private let graph: IndexedGraph
  private let placement: Placement
  private let options: LayoutOptions
  /// One per layer.
  private(set) var gaps: [GapPlan]

  /// - Complexity: O(hops · log hops).
  init(graph: IndexedGraph, placement: Placement, options: LayoutOptions) {
    self.graph = graph
    self.placement = placement
    self.options = options
    let layered = placement.layered
    gaps = layered.hops.map { hops in
      GapPlan(
        hops: hops.map { GapPlan.Hop(edge: $0.edge, leftItem: $0.left, rightItem: $0.right, isFlat: false) })
    }
    for (index, edge) in graph.edges.enumerated() where layered.layer[edge.source] == layered.layer[edge.target] {
      gaps[layered.layer[edge.source]].hops.append(
        GapPlan.Hop(edge: index, leftItem: edge.source, rightItem: edge.target, isFlat: true))
    }
    for gap in gaps.indices {
      planLeftPorts(gap)
      planRightPorts(gap)
      straighten(gap)
    }
  }

  private func isNode(_ item: Int) -> Bool { placement.layered.isNode(item) }

  private func middle(_ item: Int) -> Int {
    placement.rows[item] + (isNode(item) ? graph.middleRow(of: item) : 0)
  }

  private func rows(of node: Int) -> [Int] { graph.portRows(of: node).map { placement.rows[node] + $0 } }

  /// Where an edge met a node before; nil if it did not.
  private func keptRow(_ gap: Int, _ hop: Int, at node: Int) -> Int? {
    let edge = gaps[gap].hops[hop].edge
    guard placement.ends.indices.contains(edge) else { return nil }
    let ends = placement.ends[edge]
    return (graph.edges[edge].source == node ? ends.source : ends.target).map { placement.rows[node] + $0 }
  }

  private func median(_ rows: [Int]) -> Int {
    let sorted = rows.sorted()
    return sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) >> 1
  }

  private func nearest(to row: Int, in rows: [Int]) -> Int {
    rows.min { (abs($0 - row), $0) < (abs($1 - row), $1) } ?? row
  }

  /// Takes a row from a side for edges against the flow: the earlier one, else the outermost on the side where their
  /// neighbours are; nil if the side has just one row, so that they have to go below.
  private func divide(
    _ rows: [Int], main: (wishes: [Int], kept: Int?), other: (wishes: [Int], kept: Int?)
  ) -> (main: [Int], other: Int?) {
    guard rows.count > 1, let top = rows.first, let bottom = rows.last else { return (rows, nil) }
    let sums = (other.wishes.reduce(0, +) * main.wishes.count, main.wishes.reduce(0, +) * other.wishes.count)
    var row = sums.0 < sums.1 ? top : bottom
    if row == main.kept { row = row == top ? bottom : top }
    if let kept = other.kept, rows.contains(kept) { row = kept }
    return (rows.filter { $0 != row }, row)
  }

  /// A row for each of several lines that meet a side, in order of their wishes: those there before stay, the others
  /// get a row of their own while there is one, and the last ones share.
  private func assign(wishes: [Int], kept: [Int?], rows: [Int]) -> [Int] {
    let kept = kept.map { row in row.flatMap { rows.contains($0) ? $0 : nil } }
    if kept.allSatisfy({ $0 == nil }) {
      if wishes.count > rows.count { return wishes.map { _ in nearest(to: median(wishes), in: rows) } }
      var fit = MonotoneFit()
      return fit.fit(count: wishes.count) { number, list in
        let place = (rows.firstIndex(of: nearest(to: wishes[number], in: rows)) ?? 0) - number
        list.append(.init(value: min(max(place, 0), rows.count - wishes.count), weight: 1))
      }.enumerated().map { rows[$0.element + $0.offset] }
    }
    var free = rows.filter { !kept.contains($0) }
    return zip(wishes, kept).map { wish, kept in
      if let kept { return kept }
      let row = nearest(to: wish, in: free.isEmpty ? rows : free)
      free.removeAll { $0 == row }
      return row
    }
  }

  // MARK: Right sides

  private mutating func planLeftPorts(_ gap: Int) {
    var leaving: [Int: [Int]] = [:]
    var arriving: [Int: [Int]] = [:]
    for (index, hop) in gaps[gap].hops.enumerated() {
      let isOut = hop.isFlat || graph.edges[hop.edge].source == hop.leftItem || !isNode(hop.leftItem)
      if isOut {
        leaving[hop.leftItem, default: []].append(index)
      } else {
        arriving[hop.leftItem, default: []].append(index)
      }
      if hop.isFlat { arriving[hop.rightItem, default: []].append(index) }
    }
    for item in placement.layered.order[gap] {
      planLeftPorts(gap, item, leaving: leaving[item] ?? [], arriving: arriving[item] ?? [])
    }
  }

  private mutating func planLeftPorts(_ gap: Int, _ item: Int, leaving: [Int], arriving: [Int]) {
    if !isNode(item) {
      if !leaving.isEmpty { addLeftPort(gap, Port(item: item, row: placement.rows[item], isBelow: false), leaving) }
      return
    }
    let leaving = leaving.sorted { order(gap, $0) < order(gap, $1) }
    let outWishes = leaving.map { middle(gaps[gap].hops[$0].rightItem) }
    let outKept = leaving.map { keptRow(gap, $0, at: item) }
    var rows = rows(of: item)
    if !arriving.isEmpty {
      let wishes = arriving.map { index in
        let hop = gaps[gap].hops[index]
        return middle(hop.isFlat ? hop.leftItem : hop.rightItem)
      }
      let kept = arriving.compactMap { keptRow(gap, $0, at: item) }.first
      var row: Int?
      if leaving.isEmpty {
        row = kept.flatMap { rows.contains($0) ? $0 : nil } ?? nearest(to: median(wishes), in: rows)
      } else {
        let main = (wishes: outWishes, kept: outKept.lazy.compactMap { $0 }.first)
        (rows, row) = divide(rows, main: main, other: (wishes, kept))
      }
      let port = Port(item: item, row: row ?? rowBelow(item), isBelow: row == nil)
      addLeftPort(gap, port, arriving, arrives: true)
    }
    if leaving.isEmpty { return }
    if options.outPorts == .spread && leaving.count <= rows.count {
      let assigned = assign(wishes: outWishes, kept: outKept, rows: rows)
      for (port, hops) in ports(item, assigned, leaving, kept: outKept) { addLeftPort(gap, port, hops) }
    } else {
      let kept = outKept.lazy.compactMap { $0 }.first { rows.contains($0) }
      let row = kept ?? nearest(to: median(outWishes), in: rows)
      addLeftPort(gap, Port(item: item, row: row, isBelow: false, isKept: kept != nil), leaving)
    }
  }

  private func rowBelow(_ node: Int) -> Int { placement.rows[node] + graph.heights[node] }

  private func order(_ gap: Int, _ hop: Int) -> (Int, Int) {
    (middle(gaps[gap].hops[hop].rightItem), gaps[gap].hops[hop].rightItem)
  }

  /// A port for each row in use, with the hops that meet there.
  private func ports(_ item: Int, _ rows: [Int], _ hops: [Int], kept: [Int?]) -> [(port: Port, hops: [Int])] {
    Set(rows).sorted().map { row in
      let users = hops.indices.filter { rows[$0] == row }
      let isKept = users.contains { kept[$0] == row }
      return (Port(item: item, row: row, isBelow: false, isKept: isKept), users.map { hops[$0] })
    }
  }

  private mutating func addLeftPort(_ gap: Int, _ port: Port, _ hops: [Int], arrives: Bool = false) {
    let number = gaps[gap].leftPorts.count
    gaps[gap].leftPorts.append(port)
    for index in hops {
      if arrives && gaps[gap].hops[index].isFlat {
        gaps[gap].hops[index].right = number
      } else {
        gaps[gap].hops[index].left = number
      }
    }
  }

  // MARK: Left sides

  private mutating func planRightPorts(_ gap: Int) {
    guard gap + 1 < gaps.count else { return }
    var byItem: [Int: [Int]] = [:]
    for (index, hop) in gaps[gap].hops.enumerated() where !hop.isFlat {
      byItem[hop.rightItem, default: []].append(index)
    }
    for item in placement.layered.order[gap + 1] { planRightPorts(gap, item, byItem[item] ?? []) }
  }

  private mutating func planRightPorts(_ gap: Int, _ item: Int, _ hops: [Int]) {
    if hops.isEmpty { return }
    if !isNode(item) {
      addRightPort(gap, Port(item: item, row: placement.rows[item], isBelow: false), hops)
      return
    }
    let arriving = hops.filter { graph.edges[gaps[gap].hops[$0].edge].target == item }.sorted {
      (sourceRow(gap, $0), gaps[gap].hops[$0].left) < (sourceRow(gap, $1), gaps[gap].hops[$1].left)
    }
    let leaving = hops.filter { graph.edges[gaps[gap].hops[$0].edge].target != item }
    let inWishes = arriving.map { sourceRow(gap, $0) }
    let inKept = arriving.map { keptRow(gap, $0, at: item) }
    var rows = rows(of: item)
    if !leaving.isEmpty {
      let wishes = leaving.map { sourceRow(gap, $0) }
      let kept = leaving.compactMap { keptRow(gap, $0, at: item) }.first
      var row: Int?
      if arriving.isEmpty {
        row = kept.flatMap { rows.contains($0) ? $0 : nil } ?? nearest(to: median(wishes), in: rows)
      } else {
        let main = (wishes: inWishes, kept: inKept.lazy.compactMap { $0 }.first)
        (rows, row) = divide(rows, main: main, other: (wishes, kept))
      }
      addRightPort(gap, Port(item: item, row: row ?? rowBelow(item), isBelow: row == nil), leaving)
    }
    if arriving.isEmpty { return }
    let assigned = assign(wishes: inWishes, kept: inKept, rows: rows)
    for (port, hops) in ports(item, assigned, arriving, kept: inKept) { addRightPort(gap, port, hops) }
  }

  private func sourceRow(_ gap: Int, _ hop: Int) -> Int { gaps[gap].leftPorts[gaps[gap].hops[hop].left].row }

  private mutating func addRightPort(_ gap: Int, _ port: Port, _ hops: [Int]) {
    let number = gaps[gap].rightPorts.count
    gaps[gap].rightPorts.append(port)
    for index in hops { gaps[gap].hops[index].right = number }
  }

  // MARK: Refinement

  /// Moves the only port of a tall node's side to a row where at least one of its lines runs straight.
  private mutating func straighten(_ gap: Int) {
    var hops: [Int: [Int]] = [:]
    for (index, hop) in gaps[gap].hops.enumerated() where !hop.isFlat { hops[hop.left, default: []].append(index) }
    var perItem: [Int: Int] = [:]
    for port in gaps[gap].leftPorts { perItem[port.item, default: 0] += 1 }
    for (number, port) in gaps[gap].leftPorts.enumerated()
    where !port.isBelow && !port.isKept && isNode(port.item) && perItem[port.item] == 1 {
      let targets = (hops[number] ?? []).map { gaps[gap].rightPorts[gaps[gap].hops[$0].right].row }
      let reachable = targets.filter { rows(of: port.item).contains($0) }
      if targets.contains(port.row) || reachable.isEmpty { continue }
      gaps[gap].leftPorts[number].row = nearest(to: port.row, in: reachable)
    }
  }
}
