import MeshModel

/// A drawn edge: all traffic from one card to another.
struct GraphLink: Hashable, Sendable, Identifiable {
  let id: LinkID
  /// The snapshot's edges in it, sorted.
  var parts: [EdgeID]
  var protocols: Set<TrafficProtocol>
  /// Requests per second over HTTP and gRPC.
  var rate: Double
  var errorRate: Double
  /// Of these, what goes over gRPC.
  var grpcRate = 0.0
  var grpcErrorRate = 0.0
  /// Bytes per second over TCP.
  var byteRate: Double
  /// Percent of what the source card sends, requests over requests or bytes over bytes, 0...100; nil when idle.
  var percentOfSource: Double?
  var responses: [ResponseKey: Double]
  /// Of the only part, or of the slowest where there are several: quantiles of parts cannot be joined.
  var latency: Latency?
  var mtlsPercent: Double?
  var health: Health
  /// Copies of requests to somebody else, by a mirror: no call of the source.
  var isCopies = false
  var missedPolls = 0
  /// Of its oldest part; see `MeshEdge.asOf`.
  var asOf: Double?

  var isLingering: Bool { missedPolls > 0 }
  var isIdle: Bool { rate <= 0 && byteRate <= 0 }
  var percentError: Double? { rate > 0 ? errorRate / rate * 100 : nil }
  var isTCP: Bool { rate <= 0 && protocols == [.tcp] }
}
