/// The lines of one gap: each hop runs along a row of its own in the middle of the gap, where its label fits; to the
/// left and right of that the ports are joined to these rows by vertical tracks.
struct Channel {
  struct Hop {
    /// A left port.
    var left: Int
    /// A right port; a left port if `isFlat`.
    var right: Int
    var isFlat: Bool
    /// Cells for the label; 0 for none.
    var label: Int
    /// The row in the middle of the gap.
    var row = -1
  }

  private var leftPins: [Int]
  private var rightPins: [Int]
  private var height: Int
  private var leftPinAt: [Int: Int] = [:]
  private var rightPinAt: [Int: Int] = [:]
  private var usedRows: Set<Int> = []
  /// Whether rows are chosen in the order of the right ports, rather than each where its line has few bends.
  private var isOrdered = false
  private(set) var hops: [Hop]
  private(set) var leftZone: TrackZone
  private(set) var rightZone: TrackZone

  /// Routes the gap.
  ///
  /// - Parameters:
  ///   - leftPins: the rows of the left ports, all different; likewise `rightPins`.
  ///   - height: the rows of the drawing; lines may go below when there is no other way.
  ///   - available: the columns that there are; nil for as many as it takes. Where they do not suffice, lines rather
  ///     cross than take more.
  /// - Complexity: O(k²) for k hops that bend.
  init(leftPins: [Int], rightPins: [Int], hops: [Hop], height: Int, available: Int? = nil) {
    self.leftPins = leftPins
    self.rightPins = rightPins
    self.hops = hops
    self.height = height
    leftZone = TrackZone(pins: [], branches: [])
    rightZone = leftZone
    for (net, row) in leftPins.enumerated() { leftPinAt[row] = net }
    for (net, row) in rightPins.enumerated() { rightPinAt[row] = net }
    var ordered = self
    route()
    if crossings > leastCrossings {
      ordered.isOrdered = true
      ordered.route()
      if ordered.crossings < crossings { self = ordered }
    }
    if let available, width > available { assignTracks(isNarrow: true) }
  }

  /// The widest label.
  var labelWidth: Int { hops.lazy.map(\.label).max() ?? 0 }

  /// The columns that the gap takes at least.
  var width: Int {
    let middle = labelWidth + rightZone.trackCount + (rightPins.isEmpty ? 0 : 1)
    return hops.isEmpty ? 0 : 1 + leftZone.trackCount + middle
  }

  /// The lowest row in use.
  var lowestRow: Int { hops.lazy.map(\.row).max() ?? 0 }

  /// The crossings that there must be, however the lines are drawn: hops whose ends are in opposite orders.
  private var leastCrossings: Int {
    let straight = hops.filter { !$0.isFlat }.map { (leftPins[$0.left], rightPins[$0.right]) }.sorted { $0 < $1 }
    var sum = 0
    for (at, hop) in straight.enumerated() {
      for other in straight[..<at] where other.0 < hop.0 && other.1 > hop.1 { sum += 1 }
    }
    return sum
  }

  private mutating func route() {
    chooseRows()
    makeZones()
    assignTracks(isNarrow: false)
  }

  // MARK: Rows

  private mutating func chooseRows() {
    if isOrdered { chooseOrderedRows() } else { chooseNearRows() }
    for at in hops.indices where hops[at].isFlat {
      let (from, to) = (leftPins[hops[at].left], leftPins[hops[at].right])
      let between = from < to ? Array((from..<to).reversed()) : Array(to..<max(from, to))
      // The line stays left of the right ports, so that these do not matter.
      let row = usedRows.contains(from) ? between.first { !usedRows.contains($0) && leftPinAt[$0] == nil } : from
      take(row ?? freeRow(near: to, upwards: from < to), for: at)
    }
  }

  /// Rows in the order of the right ports, so that no lines cross on that side, as near to them as that allows.
  private mutating func chooseOrderedRows() {
    let sorted = hops.indices.filter { !hops[$0].isFlat }.sorted {
      (rightPins[hops[$0].right], leftPins[hops[$0].left], $0)
        < (rightPins[hops[$1].right], leftPins[hops[$1].left], $1)
    }
    var rightUse = [Int](repeating: 0, count: rightPins.count)
    for at in sorted { rightUse[hops[at].right] += 1 }
    var fit = MonotoneFit()
    let rows = fit.fit(count: sorted.count) { number, list in
      let pin = hops[sorted[number]].right
      list.append(.init(value: max(rightPins[pin] - number, 0), weight: rightUse[pin] == 1 ? 3 : 1))
    }
    for (number, at) in sorted.enumerated() { take(rows[number] + number, for: at) }
  }

  private mutating func chooseNearRows() {
    var leftUse = [Int](repeating: 0, count: leftPins.count)
    var rightUse = [Int](repeating: 0, count: rightPins.count)
    for hop in hops {
      leftUse[hop.left] += 1
      if hop.isFlat { leftUse[hop.right] += 1 } else { rightUse[hop.right] += 1 }
    }
    for at in hops.indices where !hops[at].isFlat && rightUse[hops[at].right] == 1 {
      take(rightPins[hops[at].right], for: at)
    }
    for at in hops.indices where hops[at].row < 0 && !hops[at].isFlat && leftUse[hops[at].left] == 1 {
      let row = leftPins[hops[at].left]
      if !usedRows.contains(row) { take(row, for: at) }
    }
    let gathered = hops.indices.filter { hops[$0].row < 0 && !hops[$0].isFlat }.sorted {
      (distance($0), hops[$0].right, hops[$0].left) < (distance($1), hops[$1].right, hops[$1].left)
    }
    for at in gathered {
      let (from, to) = (leftPins[hops[at].left], rightPins[hops[at].right])
      if usedRows.contains(to) {
        take(freeRow(near: to, upwards: from < to), for: at)
      } else {
        take(to, for: at)
      }
    }
  }

  private func distance(_ hop: Int) -> Int { abs(leftPins[hops[hop].left] - rightPins[hops[hop].right]) }

  private mutating func take(_ row: Int, for hop: Int) {
    hops[hop].row = row
    usedRows.insert(row)
  }

  /// The nearest row without a pin or a line, first on one side, then on both; below the drawing at worst.
  private func freeRow(near row: Int, upwards: Bool) -> Int {
    let step = upwards ? -1 : 1
    for distance in 0..<8 where isFree(row + step * distance) { return row + step * distance }
    var distance = 1
    while true {
      if isFree(row - step * distance) { return row - step * distance }
      if isFree(row + step * distance) { return row + step * distance }
      distance += 1
      if distance > height + row { break }
    }
    var below = max(height, row)
    while usedRows.contains(below) { below += 1 }
    return below
  }

  private func isFree(_ row: Int) -> Bool {
    (0..<height).contains(row) && !usedRows.contains(row) && leftPinAt[row] == nil && rightPinAt[row] == nil
  }

  // MARK: Zones

  /// Builds both zones; where the order of the tracks would contradict itself, a line makes a detour along a free row.
  private mutating func makeZones() {
    while true {
      leftZone = TrackZone(
        pins: leftPins,
        branches: hops.map { .init(net: $0.left, row: $0.row, partner: $0.isFlat ? $0.right : nil) })
      rightZone = TrackZone(
        pins: rightPins,
        branches: hops.filter { !$0.isFlat }.map { .init(net: $0.right, row: $0.row, partner: nil) })
      if let knot = leftZone.contradiction(),
        let hop = hops.firstIndex(where: {
          $0.row == knot.row && ($0.left == knot.net || ($0.isFlat && $0.right == knot.net))
        })
      {
        move(hop)
      } else if let knot = rightZone.contradiction(),
        let hop = hops.firstIndex(where: { $0.row == knot.row && $0.right == knot.net && !$0.isFlat })
      {
        move(hop)
      } else {
        return
      }
    }
  }

  private mutating func move(_ hop: Int) {
    let row = hops[hop].row
    let free = freeRow(near: row, upwards: leftPins[hops[hop].left] < row)
    usedRows.remove(row)
    take(free, for: hop)
  }

  /// Assigns the tracks; a line within the layer that would cross itself tries some other rows. The rows that it tried
  /// stay out of use.
  private mutating func assignTracks(isNarrow: Bool) {
    for attempt in 0... {
      leftZone.assignTracks(isNarrow: isNarrow)
      guard attempt < 12, let hop = hops.firstIndex(where: { crossesItself($0) }) else { break }
      take(freeRow(near: leftPins[hops[hop].right], upwards: attempt % 2 == 0), for: hop)
      makeZones()
    }
    rightZone.assignTracks(isNarrow: isNarrow)
    crossings = leftZone.crossings() + rightZone.crossings()
  }

  private func crossesItself(_ hop: Hop) -> Bool {
    if !hop.isFlat { return false }
    let (from, to) = (leftPins[hop.left], leftPins[hop.right])
    let leaving = leftZone.track(of: hop.left, to: hop.row) ?? -1
    let arriving = leftZone.track(of: hop.right, to: hop.row) ?? -1
    return min(from, hop.row) < to && to < max(from, hop.row) && leaving < arriving
      || min(to, hop.row) < from && from < max(to, hop.row) && arriving < leaving && arriving >= 0
  }

  /// Pairs of edges that cross in the gap.
  private(set) var crossings = 0
}
