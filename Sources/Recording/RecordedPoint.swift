import MeshModel

/// The newest history point of a node or an edge; when it was is said once, in the head.
struct RecordedPoint<ID: Codable & Hashable & Sendable>: Codable, Sendable {
  var id: ID
  var rate: Double
  var percentError: Double?
  // The other two are missing in recordings of earlier versions.
  var p50: Double?
  var p95: Double?
  var p99: Double?

  init(_ id: ID, _ point: TrafficPoint) {
    self.id = id
    rate = point.rate
    percentError = point.percentError
    p50 = point.p50
    p95 = point.p95
    p99 = point.p99
  }

  func point(_ head: MomentHead) -> TrafficPoint? {
    head.pointTime.map {
      TrafficPoint(
        time: $0, seconds: head.pointSeconds ?? 0, since: head.pointSince, rate: rate, percentError: percentError,
        p50: p50, p95: p95, p99: p99)
    }
  }
}
