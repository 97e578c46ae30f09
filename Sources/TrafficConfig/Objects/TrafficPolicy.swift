import Documents

/// How a client's proxy treats a destination. Nil parts are at the mesh's defaults.
public struct TrafficPolicy: Sendable, Hashable {
  public var loadBalancer: LoadBalancerPolicy?
  public var connectionPool: ConnectionPoolPolicy?
  public var outlierDetection: OutlierDetectionPolicy?
  public var tls: ClientTLSPolicy?
  /// By port number.
  public var portLevel: [Int: TrafficPolicy]

  public init(
    loadBalancer: LoadBalancerPolicy? = nil, connectionPool: ConnectionPoolPolicy? = nil,
    outlierDetection: OutlierDetectionPolicy? = nil, tls: ClientTLSPolicy? = nil,
    portLevel: [Int: TrafficPolicy] = [:]
  ) {
    self.loadBalancer = loadBalancer
    self.connectionPool = connectionPool
    self.outlierDetection = outlierDetection
    self.tls = tls
    self.portLevel = portLevel
  }

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    self.init(
      loadBalancer: LoadBalancerPolicy(value["loadBalancer"]),
      connectionPool: ConnectionPoolPolicy(value["connectionPool"]),
      outlierDetection: OutlierDetectionPolicy(value["outlierDetection"]), tls: ClientTLSPolicy(value["tls"]))
    for entry in value["portLevelSettings"]?.array ?? [] {
      guard let port = entry["port"]?["number"]?.int, portLevel[port] == nil else { continue }
      portLevel[port] = TrafficPolicy(entry)
    }
  }

  /// The policy with a more specific one laid over it: each part that the other states replaces the whole part, and an
  /// entry for the port replaces all parts, also by nothing.
  public func overridden(by other: TrafficPolicy?, port: Int?) -> TrafficPolicy {
    guard let other else { return self }
    if let port, let exact = other.portLevel[port] {
      return TrafficPolicy(
        loadBalancer: exact.loadBalancer, connectionPool: exact.connectionPool,
        outlierDetection: exact.outlierDetection, tls: exact.tls)
    }
    return TrafficPolicy(
      loadBalancer: other.loadBalancer ?? loadBalancer, connectionPool: other.connectionPool ?? connectionPool,
      outlierDetection: other.outlierDetection ?? outlierDetection, tls: other.tls ?? tls)
  }
}
