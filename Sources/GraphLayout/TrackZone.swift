/// One side of a gap: nets that lead from a pin at the zone's outer edge by way of vertical tracks to branches at the
/// inner edge. Channel routing with one column of pins fixed: tracks are ordered so that no two lines share a row, and
/// few cross; pieces that do not overlap share a track (Hashimoto and Stevens 1971).
struct TrackZone {
  /// A line that leaves the zone, or that leads to another net of the zone.
  struct Branch {
    var net: Int
    var row: Int
    /// For an edge within a layer: the net at its other end.
    var partner: Int?
  }

  let pins: [Int]
  let branches: [Branch]
  /// The rows of each net's branches, sorted.
  let branchRows: [[Int]]
  /// The net whose pin lies in a row.
  let pinAt: [Int: Int]
  /// The vertical lines: one for a net, or one upwards and one downwards.
  private(set) var pieces: [TrackPiece] = []
  /// The pieces of each net; none for a net that runs straight.
  private(set) var piecesOfNet: [[Int]]
  /// The columns that the tracks take.
  private(set) var trackCount = 0

  init(pins: [Int], branches: [Branch]) {
    self.pins = pins
    self.branches = branches
    var rows: [[Int]] = Array(repeating: [], count: pins.count)
    for branch in branches {
      rows[branch.net].append(branch.row)
      if let partner = branch.partner { rows[partner].append(branch.row) }
    }
    branchRows = rows.map { $0.sorted() }
    pinAt = Dictionary(pins.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    piecesOfNet = Array(repeating: [], count: pins.count)
  }

  /// The track by which a net reaches a row, 0 next to the pins; nil if it runs straight there.
  func track(of net: Int, to row: Int) -> Int? {
    if row == pins[net] { return nil }
    return piecesOfNet[net].lazy.map { pieces[$0] }.first { $0.low <= row && row <= $0.high }?.track
  }

  /// The nets whose pins lie in a row where this net branches: their tracks must be nearer to the pins.
  private func mustPrecede(_ net: Int, rows: [Int]) -> [(net: Int, row: Int)] {
    rows.compactMap { row in
      guard row != pins[net], let other = pinAt[row], other != net else { return nil }
      return (other, row)
    }
  }

  /// A branch that makes the order of the tracks contradict itself, to be moved to another row; nil if there is none.
  ///
  /// - Complexity: O(branches).
  func contradiction() -> (net: Int, row: Int)? {
    let before = pins.indices.map { mustPrecede($0, rows: branchRows[$0]) }
    let after = Adjacency(
      count: pins.count, pairs: before.enumerated().flatMap { net, list in list.map { ($0.net, net) } })
    var open = before.map(\.count)
    var ready = pins.indices.filter { open[$0] == 0 }
    while let net = ready.popLast() {
      for other in after[net] {
        open[other] -= 1
        if open[other] == 0 { ready.append(other) }
      }
    }
    guard var net = pins.indices.first(where: { open[$0] > 0 }) else { return nil }
    // Each net left over has one before it that is left over too: going back must end in a circle.
    var seen: Set<Int> = []
    while seen.insert(net).inserted {
      guard let step = before[net].first(where: { open[$0.net] > 0 }) else { return nil }
      net = step.net
    }
    return before[net].first { open[$0.net] > 0 }.map { (net, $0.row) }
  }

  /// Gives each net its tracks. The zone must be free of contradictions.
  ///
  /// - Parameter isNarrow: use few tracks rather than cross few lines.
  /// - Complexity: O(k² log k) for k nets that do not run straight.
  mutating func assignTracks(isNarrow: Bool = false) {
    setPieces(split: [])
    if pieces.isEmpty { return }
    if !isNarrow {
      let split = TrackSplit(pieces: pieces).netsToSplit()
      if !split.isEmpty { setPieces(split: split) }
    }
    let before = pieces.map { piece in
      mustPrecede(piece.net, rows: piece.rows).flatMap { piecesOfNet[$0.net] }
    }
    let sequence = TrackSequence(rivals: rivals(), before: before)
    trackCount = 0
    for at in isNarrow ? sequence.narrow() : sequence.fewCrossings() {
      var track = 0
      for rival in sequence.rivals[at] { track = max(track, pieces[rival.piece].track + 1) }
      for other in before[at] { track = max(track, pieces[other].track + 1) }
      pieces[at].track = track
      trackCount = max(trackCount, track + 1)
    }
  }

  /// A piece per net that bends; two for the nets to split.
  private mutating func setPieces(split: Set<Int>) {
    pieces = []
    trackCount = 0
    for net in pins.indices {
      piecesOfNet[net] = []
      let rows = branchRows[net].filter { $0 != pins[net] }
      let parts = split.contains(net) ? [rows.filter { $0 < pins[net] }, rows.filter { $0 > pins[net] }] : [rows]
      for part in parts where !part.isEmpty {
        piecesOfNet[net].append(pieces.count)
        pieces.append(TrackPiece(net: net, pin: pins[net], rows: part))
      }
    }
  }

  /// For each piece those that cannot share its track, with the crossings that it costs more to have the piece nearer
  /// to the pins than the other one.
  private func rivals() -> [[TrackSequence.Rival]] {
    var rivals: [[TrackSequence.Rival]] = Array(repeating: [], count: pieces.count)
    let mustBeFar = selfCrossings()
    var active: [Int] = []
    for at in pieces.indices.sorted(by: { (pieces[$0].low, $0) < (pieces[$1].low, $1) }) {
      active.removeAll { pieces[$0].high < pieces[at].low }
      for other in active where pieces[other].net != pieces[at].net {
        var excess = pieces[at].crossings(near: pieces[other]) - pieces[other].crossings(near: pieces[at])
        if !mustBeFar.isEmpty { excess += (mustBeFar[[at, other]] ?? 0) - (mustBeFar[[other, at]] ?? 0) }
        rivals[at].append(.init(piece: other, excess: excess))
        rivals[other].append(.init(piece: at, excess: -excess))
      }
      active.append(at)
    }
    return rivals
  }

  private func piece(of net: Int, at row: Int) -> Int? {
    row == pins[net] ? nil : piecesOfNet[net].first { pieces[$0].low <= row && row <= pieces[$0].high }
  }

  /// For edges within the layer the orders (near, far) of their two pieces in which the line would cross itself, with a
  /// price that outweighs all crossings.
  private func selfCrossings() -> [[Int]: Int] {
    var orders: [[Int]: Int] = [:]
    for branch in branches {
      guard let partner = branch.partner, let a = piece(of: branch.net, at: branch.row),
        let b = piece(of: partner, at: branch.row)
      else { continue }
      let (from, to) = (pins[branch.net], pins[partner])
      if min(from, branch.row) < to && to < max(from, branch.row) {
        orders[[a, b]] = TrackSequence.forbidden
      } else if min(to, branch.row) < from && from < max(to, branch.row) {
        orders[[b, a]] = TrackSequence.forbidden
      }
    }
    return orders
  }

  /// Pairs of edges that cross in the zone, once tracks are assigned.
  ///
  /// - Complexity: O(sum of the lengths of all tracks).
  func crossings() -> Int {
    if pieces.isEmpty { return 0 }
    // By row: the net whose pin lies there, and the branch.
    let rows = (pieces.map(\.high).max() ?? 0) + 1
    var pinAt = [Int32](repeating: -1, count: rows)
    var branchAt = pinAt
    for (net, row) in pins.enumerated() where row < rows { pinAt[row] = Int32(net) }
    for (number, branch) in branches.enumerated() where branch.row < rows { branchAt[branch.row] = Int32(number) }
    var sum = 0
    for piece in pieces {
      for row in (piece.low + 1)..<max(piece.high, piece.low + 1) where pinAt[row] >= 0 || branchAt[row] >= 0 {
        let vertical = piece.edges(passing: row)
        if vertical == 0 { continue }
        let other = Int(pinAt[row])
        if other >= 0, other != piece.net {
          for beyond in piecesOfNet[other] where pieces[beyond].track > piece.track {
            sum += vertical * pieces[beyond].rows.count
          }
        }
        if branchAt[row] < 0 { continue }
        let branch = branches[Int(branchAt[row])]
        if branch.net == piece.net || branch.partner == piece.net { continue }
        let start = track(of: branch.net, to: row) ?? -1
        if let partner = branch.partner {
          let end = track(of: partner, to: row) ?? -1
          if min(start, end) < piece.track && piece.track < max(start, end) { sum += vertical }
        } else if start < piece.track {
          sum += vertical
        }
      }
    }
    return sum
  }
}
