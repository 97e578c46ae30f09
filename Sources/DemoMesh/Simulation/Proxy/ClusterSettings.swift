import TrafficConfig

/// What a traffic policy makes of one cluster, with Istio's defaults where it says nothing.
struct ClusterSettings: Hashable, Sendable {
  /// TLS to the endpoints.
  enum TLS: Hashable, Sendable {
    /// Mutual TLS with endpoints that have a proxy.
    case mesh
    case off
    /// TLS that a sidecar hands on to its plain-text application: no connection comes about.
    case foreign
  }

  /// What pilot sets where a DestinationRule sets nothing.
  static let unlimited = Int(UInt32.max)

  var balancing: LoadBalancerPolicy.Algorithm
  var tls: TLS
  var maxConnections: Int
  var maxPendingRequests: Int
  var maxRequests: Int
  var maxRetries: Int
  /// 0 is unlimited.
  var maxRequestsPerConnection: Int
  var outlier: OutlierDetectionPolicy?

  init(_ policy: TrafficPolicy = TrafficPolicy()) {
    let pool = policy.connectionPool
    balancing = policy.loadBalancer?.algorithm ?? .leastRequest
    tls =
      switch policy.tls?.mode {
      case nil, .istioMutual: .mesh
      case .disable: .off
      case .simple, .mutual: .foreign
      }
    maxConnections = pool?.maxConnections ?? ClusterSettings.unlimited
    maxPendingRequests = pool?.maxPendingRequests ?? ClusterSettings.unlimited
    maxRequests = pool?.maxRequests ?? ClusterSettings.unlimited
    maxRetries = pool?.maxRetries ?? ClusterSettings.unlimited
    maxRequestsPerConnection = pool?.maxRequestsPerConnection ?? 0
    outlier = policy.outlierDetection
  }
}
