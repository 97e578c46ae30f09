/// How often and how long a Prometheus has looked at the proxies, as the samples of one series tell.
struct PrometheusCadence: Sendable, Hashable {
  /// Seconds between two looks: the middle one of the distances, so that a missed look changes nothing.
  var interval: Double
  /// Seconds since the newest look.
  var lag: Double

  /// Nil for fewer than two samples.
  ///
  /// - Parameter now: the store's own time.
  init?(_ points: [PrometheusAnswer.Point], now: Double) {
    let times = points.map(\.time).sorted()
    guard let newest = times.last else { return nil }
    let distances = zip(times.dropFirst(), times).map { $0 - $1 }.filter { $0 > 0 }.sorted()
    guard !distances.isEmpty else { return nil }
    interval = distances[distances.count / 2]
    lag = max(0, newest.isFinite ? now - newest : 0)
  }

  /// The shortest time that rates can be taken over: two looks are the least, and one may be missed, another just come.
  var shortestWindow: Double { 4 * interval }
}
