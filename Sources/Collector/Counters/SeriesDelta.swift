/// How much the counters of one series of one proxy grew over a window.
struct SeriesDelta: Hashable, Sendable {
  var requests = 0.0
  /// Bytes of TCP, both directions.
  var bytes = 0.0
  var connections = 0.0
  /// The parts of `requests` and `bytes` since the history's mark.
  var recentRequests = 0.0
  var recentBytes = 0.0
  /// Milliseconds.
  var durationSum = 0.0
  var durationCount = 0.0
  /// Growth of the cumulative buckets by position in the parser's bounds; empty without growth.
  var buckets: [Double] = []
}
