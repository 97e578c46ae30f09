/// A vertical line of a zone: from a net's pin to some of its branches.
struct TrackPiece {
  let net: Int
  let pin: Int
  /// The rows of the branches, sorted, without the pin's.
  let rows: [Int]
  /// The first row that the line takes.
  let low: Int
  /// The last row that the line takes.
  let high: Int
  /// The column of the zone, 0 next to the pins; -1 until assigned.
  var track = -1

  /// - Parameter rows: sorted, not empty.
  init(net: Int, pin: Int, rows: [Int]) {
    self.net = net
    self.pin = pin
    self.rows = rows
    low = min(pin, rows.first ?? pin)
    high = max(pin, rows.last ?? pin)
  }

  /// The edges whose line goes straight through a row; 0 where one of them branches off or at the ends.
  func edges(passing row: Int) -> Int {
    if row <= low || row >= high || row == pin { return 0 }
    let below = index(notBelow: row)
    if below < rows.count && rows[below] == row { return 0 }
    return row > pin ? rows.count - below : below
  }

  /// Pairs of edges of both pieces that cross if this one is nearer to the pins: its branches cross the other's line,
  /// and the way from the other's pin crosses this line.
  func crossings(near far: TrackPiece) -> Int {
    var sum = 0
    var at = index(notBelow: far.low + 1)
    while at < rows.count && rows[at] < far.high {
      sum += far.edges(passing: rows[at])
      at += 1
    }
    return sum + edges(passing: far.pin) * far.rows.count
  }

  /// Pairs of edges of both pieces that cross however they are drawn: those whose branches are in the other order than
  /// the pins.
  func necessaryCrossings(with other: TrackPiece) -> Int {
    let (upper, lower) = pin < other.pin ? (self, other) : (other, self)
    return upper.rows.reduce(0) { $0 + lower.index(notBelow: $1) }
  }

  /// The number of rows above `bound`.
  private func index(notBelow bound: Int) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
