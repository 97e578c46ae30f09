/// The circuit breaker limits of an Envoy cluster; nil is unlimited, which Envoy prints as 4294967295.
public struct BreakerLimits: Hashable, Sendable, Codable {
  public var connections: Int?
  public var pendingRequests: Int?
  public var requests: Int?
  public var retries: Int?

  public init(connections: Int? = nil, pendingRequests: Int? = nil, requests: Int? = nil, retries: Int? = nil) {
    self.connections = connections
    self.pendingRequests = pendingRequests
    self.requests = requests
    self.retries = retries
  }

  public var isUnlimited: Bool { self == BreakerLimits() }
}
