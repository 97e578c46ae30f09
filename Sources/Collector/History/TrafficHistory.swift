import MeshModel

/// The recent points of one node or edge: dense at the end, thinner towards the past.
struct TrafficHistory: Sendable {
  /// Seconds kept.
  static let span = 1_800.0

  private(set) var points: [TrafficPoint] = []

  /// Adds a point, newer than all before. When there are more than `limit`, at least 8, the older ones are joined.
  mutating func append(_ point: TrafficPoint, limit: Int) {
    if let last = points.last, last.time >= point.time { return }
    if let first = points.first, first.time < point.time - Self.span {
      let old = points.firstIndex { $0.time >= point.time - Self.span } ?? points.count
      points.removeFirst(old)
    }
    points.append(point)
    let limit = max(limit, 8)
    // With some room, so that it is not done at each point.
    if points.count > limit { thin(to: limit - limit / 8) }
  }

  /// Keeps the newer half as it is, and of the older ones as many as fit in, evenly over the span.
  private mutating func thin(to limit: Int) {
    let half = limit / 2
    let spacing = Self.span / Double(limit - half - 1)
    var older: [TrafficPoint] = []
    for point in points.dropLast(half) {
      if let last = older.last, older.count > 1, last.time - older[older.count - 2].time < spacing {
        older[older.count - 1] = Self.joined(last, point)
      } else {
        older.append(point)
      }
    }
    points = Array((older + points.suffix(half)).suffix(limit))
  }

  /// One point for two that follow each other; their amounts add up.
  private static func joined(_ a: TrafficPoint, _ b: TrafficPoint) -> TrafficPoint {
    let seconds = a.seconds + b.seconds
    func weighed(_ x: Double, _ y: Double, _ wx: Double, _ wy: Double) -> Double {
      wx + wy > 0 ? (x * wx + y * wy) / (wx + wy) : (x + y) / 2
    }
    func mean(_ x: Double?, _ y: Double?, _ wx: Double, _ wy: Double) -> Double? {
      guard let x, let y else { return x ?? y }
      return weighed(x, y, wx, wy)
    }
    return TrafficPoint(
      time: b.time, seconds: seconds, since: min(a.since, b.since),
      rate: weighed(a.rate, b.rate, a.seconds, b.seconds),
      percentError: mean(a.percentError, b.percentError, a.amount, b.amount),
      p50: mean(a.p50, b.p50, a.amount, b.amount), p95: mean(a.p95, b.p95, a.amount, b.amount),
      p99: mean(a.p99, b.p99, a.amount, b.amount))
  }
}
