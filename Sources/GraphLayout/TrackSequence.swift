/// The order in which the pieces of a zone get their tracks, from the pins on.
struct TrackSequence {
  /// A piece that cannot share the track of another.
  struct Rival {
    var piece: Int
    /// The crossings that it costs more to have the other one nearer to the pins than this one.
    var excess: Int
  }

  /// The price of an order in which a line would cross itself: it outweighs all other crossings.
  static let forbidden = 1 << 20

  /// Per piece.
  let rivals: [[Rival]]
  /// For each piece those that must come before it; free of circles.
  let before: [[Int]]

  /// An order in which few lines cross: a greedy one, improved by moving single pieces.
  ///
  /// - Complexity: O(k²) for k pieces.
  func fewCrossings() -> [Int] {
    var penalty = rivals.map { list in list.reduce(0) { $0 + max(0, $1.excess) } }
    let order = order { taken, isWaiting in
      for rival in rivals[taken] where isWaiting[rival.piece] { penalty[rival.piece] -= max(0, -rival.excess) }
    } by: {
      penalty[$0]
    }
    return sifted(order)
  }

  /// An order that takes few tracks.
  ///
  /// - Complexity: O(k²) for k pieces.
  func narrow() -> [Int] {
    var least = [Int](repeating: 0, count: rivals.count)
    // Those that would make a line cross itself if they went first wait for the others.
    var held = rivals.map { list in list.count { $0.excess > Self.forbidden / 2 } }
    return order { taken, isWaiting in
      for rival in rivals[taken] where rival.excess < -Self.forbidden / 2 { held[rival.piece] -= 1 }
      for rival in rivals[taken] where isWaiting[rival.piece] {
        least[rival.piece] = max(least[rival.piece], least[taken] + 1)
      }
      for other in isWaiting.indices where isWaiting[other] && before[other].contains(taken) {
        least[other] = max(least[other], least[taken] + 1)
      }
    } by: {
      held[$0] > 0 ? Self.forbidden : least[$0]
    }
  }

  /// Takes the piece with the least price again and again, of those whose predecessors are taken.
  private func order(taken: (Int, [Bool]) -> Void, by price: (Int) -> Int) -> [Int] {
    let after = Adjacency(
      count: before.count, pairs: before.enumerated().flatMap { piece, list in list.map { ($0, piece) } })
    var open = before.map(\.count)
    var isWaiting = [Bool](repeating: true, count: before.count)
    var waiting = Array(before.indices)
    var order: [Int] = []
    while !waiting.isEmpty {
      var choice = -1
      for (at, piece) in waiting.enumerated() where open[piece] == 0 {
        if choice < 0 || (price(piece), piece) < (price(waiting[choice]), waiting[choice]) { choice = at }
      }
      let piece = waiting.remove(at: max(choice, 0))
      isWaiting[piece] = false
      order.append(piece)
      for other in after[piece] { open[other] -= 1 }
      taken(piece, isWaiting)
    }
    return order
  }

  /// Moves each piece to the place where it crosses fewest others, as far as its predecessors and successors allow.
  private func sifted(_ start: [Int]) -> [Int] {
    var order = start
    var excess = [Int](repeating: 0, count: rivals.count)
    for _ in 0..<4 {
      var hasMoved = false
      for piece in start {
        guard let from = order.firstIndex(of: piece) else { continue }
        for rival in rivals[piece] { excess[rival.piece] = rival.excess }
        defer { for rival in rivals[piece] { excess[rival.piece] = 0 } }
        var best = (price: 0, place: from)
        var price = 0
        for place in (0..<from).reversed() {
          if before[piece].contains(order[place]) { break }
          price += excess[order[place]]
          if price < best.price { best = (price, place) }
        }
        price = 0
        for place in (from + 1)..<max(order.count, from + 1) {
          if before[order[place]].contains(piece) { break }
          price -= excess[order[place]]
          if price < best.price { best = (price, place) }
        }
        if best.place == from { continue }
        order.remove(at: from)
        order.insert(piece, at: best.place)
        hasMoved = true
      }
      if !hasMoved { break }
    }
    return order
  }
}
