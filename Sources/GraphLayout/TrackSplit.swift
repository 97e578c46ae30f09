/// Finds the nets that should reach their upper and lower branches by two tracks: those where, whichever of two nets is
/// nearer to its pins, some edges would cross twice.
struct TrackSplit {
  /// One piece per net.
  let pieces: [TrackPiece]

  /// Splitting one net of a pair is enough; the nets with the most needless crossings go first.
  ///
  /// - Complexity: O(k² · branches) at worst for k pieces, less as long as they do not overlap.
  func netsToSplit() -> Set<Int> {
    var conflicts: [[(piece: Int, weight: Int)]] = Array(repeating: [], count: pieces.count)
    var total = [Int](repeating: 0, count: pieces.count)
    var active: [Int] = []
    for at in pieces.indices.sorted(by: { (pieces[$0].low, $0) < (pieces[$1].low, $1) }) {
      active.removeAll { pieces[$0].high < pieces[at].low }
      for other in active where isSplittable(at) || isSplittable(other) {
        let least = min(pieces[at].crossings(near: pieces[other]), pieces[other].crossings(near: pieces[at]))
        let needless = least - pieces[at].necessaryCrossings(with: pieces[other])
        if needless <= 0 { continue }
        conflicts[at].append((other, needless))
        conflicts[other].append((at, needless))
        total[at] += needless
        total[other] += needless
      }
      active.append(at)
    }
    var split: Set<Int> = []
    let candidates = pieces.indices.filter { isSplittable($0) }
    while let worst = candidates.max(by: { (total[$0], $1) < (total[$1], $0) }), total[worst] > 0 {
      split.insert(pieces[worst].net)
      total[worst] = 0
      for conflict in conflicts[worst] where total[conflict.piece] > 0 { total[conflict.piece] -= conflict.weight }
    }
    return split
  }

  private func isSplittable(_ at: Int) -> Bool { pieces[at].low < pieces[at].pin && pieces[at].pin < pieces[at].high }
}
