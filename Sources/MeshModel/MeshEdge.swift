/// An edge of the traffic graph: requests from one node to another over one protocol, in the window.
public struct MeshEdge: Hashable, Sendable, Codable, Identifiable {
  public let id: EdgeID
  /// Requests per second; bytes per second, both directions, for TCP.
  public var rate: Double
  /// Requests per second that ended in an error (4xx, 5xx, bad gRPC status, no response); 0 for TCP.
  public var errorRate: Double
  /// Share of the source node's outbound traffic of this protocol, 0...100.
  public var percentOfSource: Double
  /// Rate per response; the sum is `rate`.
  public var responses: [ResponseKey: Double]
  public var latency: Latency?
  /// Share of requests over mutual TLS as the destination reports it, 0...100; nil where no destination reports.
  public var mtlsPercent: Double?
  /// On an edge from a service to a version: the effective percentage that the matching route gives it; nil where no
  /// VirtualService decides.
  public var configuredWeight: Double?
  public var health: Health
  /// The series exist but had no traffic in the window.
  public var isIdle: Bool
  /// How long its requests took, over the window. Only on edges that leave a service's node, each of which leads to a
  /// version; nil where no proxy tells.
  public var latencyBuckets: LatencyBuckets?
  /// What its figures are read from; `clusters` if that is so of any part of them.
  public var trafficSource = TrafficSource.istio
  /// When the oldest poll was that its figures come from, in seconds since 1970, where some of its proxies are read
  /// rarely; nil where all are read at the usual pace.
  public var asOf: Double?

  public init(
    id: EdgeID, rate: Double, errorRate: Double = 0, percentOfSource: Double = 0,
    responses: [ResponseKey: Double] = [:], latency: Latency? = nil, mtlsPercent: Double? = nil,
    configuredWeight: Double? = nil, health: Health = Health(.na), isIdle: Bool = false
  ) {
    self.id = id
    self.rate = rate
    self.errorRate = errorRate
    self.percentOfSource = percentOfSource
    self.responses = responses
    self.latency = latency
    self.mtlsPercent = mtlsPercent
    self.configuredWeight = configuredWeight
    self.health = health
    self.isIdle = isIdle
  }

  public var source: NodeID { id.source }
  public var target: NodeID { id.target }
  public var `protocol`: TrafficProtocol { id.protocol }
  /// Errors as a percentage of requests, 0...100; nil for TCP and for idle edges.
  public var percentError: Double? { id.protocol == .tcp || rate <= 0 ? nil : errorRate / rate * 100 }
}
