import Documents

/// Limits that each client proxy keeps by itself. Nil means Envoy's default, which is practically none.
public struct ConnectionPoolPolicy: Sendable, Hashable {
  public var maxConnections: Int?
  /// Seconds; Istio's default is 10.
  public var connectTimeout: Double?
  /// Requests that may wait for a connection, also of HTTP/2; beyond it the proxy answers 503 UO.
  public var maxPendingRequests: Int?
  /// Requests under way at once, also of HTTP/1.1.
  public var maxRequests: Int?
  /// 0 means no limit.
  public var maxRequestsPerConnection: Int?
  /// Retries under way at once.
  public var maxRetries: Int?
  /// Seconds.
  public var idleTimeout: Double?

  public init(
    maxConnections: Int? = nil, connectTimeout: Double? = nil, maxPendingRequests: Int? = nil,
    maxRequests: Int? = nil, maxRequestsPerConnection: Int? = nil, maxRetries: Int? = nil, idleTimeout: Double? = nil
  ) {
    self.maxConnections = maxConnections
    self.connectTimeout = connectTimeout
    self.maxPendingRequests = maxPendingRequests
    self.maxRequests = maxRequests
    self.maxRequestsPerConnection = maxRequestsPerConnection
    self.maxRetries = maxRetries
    self.idleTimeout = idleTimeout
  }

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    let tcp = value["tcp"]
    let http = value["http"]
    // Istio passes a limit on to Envoy only if it is above 0.
    func limit(_ value: JSONValue?) -> Int? { value?.int.flatMap { $0 > 0 ? $0 : nil } }
    self.init(
      maxConnections: limit(tcp?["maxConnections"]),
      connectTimeout: tcp?["connectTimeout"]?.string.flatMap(DurationText.seconds),
      maxPendingRequests: limit(http?["http1MaxPendingRequests"]), maxRequests: limit(http?["http2MaxRequests"]),
      maxRequestsPerConnection: limit(http?["maxRequestsPerConnection"]), maxRetries: limit(http?["maxRetries"]),
      idleTimeout: http?["idleTimeout"]?.string.flatMap(DurationText.seconds))
  }
}
