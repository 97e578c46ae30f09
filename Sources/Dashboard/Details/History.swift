import MeshModel

/// The recent history of a card or link, joined from those of its parts.
struct History: Hashable, Sendable {
  /// Requests per second, oldest first.
  var rates: [Double] = []
  /// Percent of requests that failed, 0...100, oldest first; 0 where there were none.
  var errors: [Double] = []
  /// 95th percentiles in milliseconds, of the slowest part, oldest first; nil where there is none.
  var p95s: [Double?] = []
  /// Seconds from the first point to the last.
  var seconds = 0.0

  /// Sums the parts at equal times.
  init(_ parts: [[TrafficPoint]]) {
    var sums: [Double: (rate: Double, errors: Double, p95: Double?)] = [:]
    for point in parts.joined() where point.time.isFinite && point.rate.isFinite {
      var sum = sums[point.time] ?? (0, 0, nil)
      sum.rate += point.rate
      sum.errors += point.rate * (point.percentError ?? 0) / 100
      if let p95 = point.p95, p95.isFinite { sum.p95 = max(sum.p95 ?? 0, p95) }
      sums[point.time] = sum
    }
    let times = sums.keys.sorted()
    seconds = (times.last ?? 0) - (times.first ?? 0)
    for time in times {
      guard let sum = sums[time] else { continue }
      rates.append(sum.rate)
      p95s.append(sum.p95)
      errors.append(sum.rate > 0 ? sum.errors / sum.rate * 100 : 0)
    }
  }

  init(of card: GraphCard, in snapshot: MeshSnapshot) { self.init(Self.parts(of: card, in: snapshot)) }

  /// The histories that make up a card's.
  static func parts(of card: GraphCard, in snapshot: MeshSnapshot) -> [[TrafficPoint]] {
    if let node = card.serviceNode, let own = snapshot.nodeHistory[node], !own.isEmpty { return [own] }
    return card.rows.compactMap { $0.node.flatMap { snapshot.nodeHistory[$0] } }
  }

  /// As many points as a list's sparkline has room for.
  static let listed = 60

  /// The newest points of a card's histories, for lists.
  static func newest(of card: GraphCard, in snapshot: MeshSnapshot) -> [[TrafficPoint]] {
    parts(of: card, in: snapshot).map { Array($0.suffix(listed)) }
  }

  init(of link: GraphLink, in snapshot: MeshSnapshot) {
    self.init(link.parts.compactMap { snapshot.edgeHistory[$0] })
  }
}
