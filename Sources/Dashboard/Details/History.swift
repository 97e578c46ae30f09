import MeshModel

/// The recent history of a card or link, joined from those of its parts.
struct History: Hashable, Sendable {
  /// Requests per second, oldest first.
  var rates: [Double] = []
  /// Percent of requests that failed, 0...100, oldest first; 0 where there were none.
  var errors: [Double] = []

  /// Sums the parts at equal times.
  init(_ parts: [[TrafficPoint]]) {
    var sums: [Double: (rate: Double, errors: Double)] = [:]
    for point in parts.joined() where point.time.isFinite && point.rate.isFinite {
      sums[point.time, default: (0, 0)].rate += point.rate
      sums[point.time, default: (0, 0)].errors += point.rate * (point.percentError ?? 0) / 100
    }
    for time in sums.keys.sorted() {
      guard let sum = sums[time] else { continue }
      rates.append(sum.rate)
      errors.append(sum.rate > 0 ? sum.errors / sum.rate * 100 : 0)
    }
  }

  init(of card: GraphCard, in snapshot: MeshSnapshot) {
    if let node = card.serviceNode, let own = snapshot.nodeHistory[node], !own.isEmpty {
      self.init([own])
    } else {
      self.init(card.rows.compactMap { $0.node.flatMap { snapshot.nodeHistory[$0] } })
    }
  }

  init(of link: GraphLink, in snapshot: MeshSnapshot) {
    self.init(link.parts.compactMap { snapshot.edgeHistory[$0] })
  }
}
