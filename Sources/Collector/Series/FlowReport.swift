/// What one kind of reporter says of a flow, per second.
struct FlowReport: Sendable {
  /// Requests; for TCP bytes.
  var rate = 0.0
  /// The same since the poll before, instead of over the window.
  var recentRate = 0.0
  /// The part of `rate` over mutual TLS; only destinations know.
  var mutualRate = 0.0
  /// TCP connections opened.
  var connections = 0.0
  var histogram: LatencyHistogram?
  /// Some proxy has the series, whether or not it moved in the window.
  var isPresent = false
  /// When the oldest of the polls was that it comes from, among proxies that are read rarely; nil where none is.
  var asOf: Double?

  mutating func add(_ other: FlowReport) {
    rate += other.rate
    recentRate += other.recentRate
    mutualRate += other.mutualRate
    connections += other.connections
    isPresent = isPresent || other.isPresent
    asOf = [asOf, other.asOf].compactMap(\.self).min()
    if let histogram = other.histogram { add(histogram) }
  }

  mutating func add(_ other: LatencyHistogram) {
    if histogram == nil { histogram = other } else { histogram?.add(other) }
  }
}
