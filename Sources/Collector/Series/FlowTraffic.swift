import MeshModel

/// A flow with its traffic, once the reporters are merged.
struct FlowTraffic: Sendable {
  var key: FlowKey
  /// Requests per second; bytes per second for TCP.
  var rate: Double
  /// The same since the poll before, by the reporter that counts over the window: else a request that its two reporters
  /// tell of in different polls would be two.
  var recentRate = 0.0
  var histogram: LatencyHistogram?
  /// The parts of `rate` that a destination reported, and reported as mutual TLS.
  var witnessedRate: Double
  var mutualRate: Double
  /// What it is read from.
  var source = TrafficSource.istio
  /// See `MeshEdge.asOf`.
  var asOf: Double?
}
