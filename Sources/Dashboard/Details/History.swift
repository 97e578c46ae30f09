import MeshModel

/// The recent history of a card or link, joined from those of its parts.
struct History: Hashable, Sendable {
  /// The sums of the parts at equal times, oldest first. Percentiles are those of the slowest part.
  var points: [TrafficPoint] = []

  /// Sums the parts at equal times.
  init(_ parts: [[TrafficPoint]]) {
    var sums: [Double: TrafficPoint] = [:]
    for point in parts.joined() where point.time.isFinite && point.rate.isFinite {
      guard let sum = sums[point.time] else {
        sums[point.time] = point
        continue
      }
      sums[point.time] = Self.sum(sum, point)
    }
    points = sums.values.sorted { $0.time < $1.time }
  }

  private static func sum(_ a: TrafficPoint, _ b: TrafficPoint) -> TrafficPoint {
    func slower(_ x: Double?, _ y: Double?) -> Double? { [x, y].compactMap(\.self).max() }
    let rate = a.rate + b.rate
    let errors = a.rate * (a.percentError ?? 0) + b.rate * (b.percentError ?? 0)
    return TrafficPoint(
      time: a.time, seconds: max(a.seconds, b.seconds), since: min(a.since, b.since), rate: rate,
      percentError: rate > 0 ? errors / rate : nil, p50: slower(a.p50, b.p50), p95: slower(a.p95, b.p95),
      p99: slower(a.p99, b.p99))
  }

  /// Requests per second, oldest first.
  var rates: [Double] { points.map(\.rate) }
  /// Percent of requests that failed, 0...100, oldest first; 0 where there were none.
  var errors: [Double] { points.map { $0.rate > 0 ? $0.percentError ?? 0 : 0 } }
  /// 95th percentiles in milliseconds, oldest first; nil where there is none.
  var p95s: [Double?] { points.map(\.p95) }
  /// Seconds from the first point to the last.
  var seconds: Double { (points.last?.time ?? 0) - (points.first?.time ?? 0) }

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
