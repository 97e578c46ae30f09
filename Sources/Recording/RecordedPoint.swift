import MeshModel

/// The newest history point of a node or an edge; when it was is said once, in the head.
struct RecordedPoint<ID: Codable & Hashable & Sendable>: Codable, Sendable {
  var id: ID
  var rate: Double
  var percentError: Double?
  var p95: Double?

  init(_ id: ID, _ point: TrafficPoint) {
    self.id = id
    rate = point.rate
    percentError = point.percentError
    p95 = point.p95
  }

  func point(_ head: MomentHead) -> TrafficPoint? {
    head.pointTime.map {
      TrafficPoint(
        time: $0, seconds: head.pointSeconds ?? 0, since: head.pointSince, rate: rate, percentError: percentError,
        p95: p95)
    }
  }
}
