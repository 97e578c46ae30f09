/// A flow with its traffic, once the reporters are merged.
struct FlowTraffic: Sendable {
  var key: FlowKey
  /// Requests per second; bytes per second for TCP.
  var rate: Double
  var histogram: LatencyHistogram?
  /// The parts of `rate` that a destination reported, and reported as mutual TLS.
  var witnessedRate: Double
  var mutualRate: Double
}
