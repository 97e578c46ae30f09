import MeshModel

/// The wish how clients' proxies shall treat a service; what is nil stays as it is.
public struct PolicyRequest: Sendable, Hashable {
  public enum Balancer: Sendable, Hashable {
    /// Remove the setting.
    case meshDefault
    /// `LEAST_REQUEST`, `ROUND_ROBIN`, `RANDOM` or `PASSTHROUGH`.
    case simple(String)
    case hash(LoadBalancerPolicy.HashKey)
  }

  /// A single setting, to be removed so that the default counts.
  public enum Setting: String, Sendable, Hashable, CaseIterable {
    case warmup, maxConnections, connectTimeout, maxPendingRequests, maxRequests, maxRequestsPerConnection, maxRetries
    case idleTimeout, consecutive5xx, consecutiveGateway, interval, baseEjection, maxEjectionPercent, minHealthPercent
    case sni, clientCertificate, privateKey, caCertificates, credentialName, subjectAltNames
  }

  public enum Encryption: Sendable, Hashable {
    /// Remove the setting, so that Istio chooses.
    case automatic
    case mode(ClientTLSPolicy.Mode)
  }

  /// How the places of clients and pods count.
  public enum Locality: Sendable, Hashable {
    /// Remove the setting.
    case meshDefault
    /// Places do not count.
    case off
    /// By the place of the client, the percentages of places, such as `eu/west/*`; they sum to 100.
    case distribute([String: [String: Int]])
    /// By the region of the client, the region that takes over.
    case failover([String: String])
    /// Labels that pods share with the client, the most important first.
    case priority([String])
  }

  /// Requests go through a proxy that opens a tunnel.
  public struct Tunnel: Sendable, Hashable {
    /// `CONNECT` or `POST`.
    public var method: String
    /// What the tunnel leads to: a full host name or an address.
    public var host: String
    public var port: Int

    public init(method: String = "CONNECT", host: String, port: Int) {
      self.method = method
      self.host = host
      self.port = port
    }
  }

  /// Limits that each client proxy keeps by itself.
  public struct Pool: Sendable, Hashable {
    public var maxConnections: Int?
    /// Seconds.
    public var connectTimeout: Double?
    public var maxPendingRequests: Int?
    public var maxRequests: Int?
    public var maxRequestsPerConnection: Int?
    public var maxRetries: Int?
    /// Seconds.
    public var idleTimeout: Double?

    public init() {}
  }

  public struct Outlier: Sendable, Hashable {
    public var consecutive5xx: Int?
    public var consecutiveGateway: Int?
    /// Seconds.
    public var interval: Double?
    /// Seconds.
    public var baseEjection: Double?
    /// 0...100.
    public var maxEjectionPercent: Int?
    /// 0...100.
    public var minHealthPercent: Int?

    public init() {}
  }

  /// Whose certificate the client shows, and whom it trusts.
  public struct Credentials: Sendable, Hashable {
    /// A file in the proxy's container.
    public var clientCertificate: String?
    /// A file in the proxy's container.
    public var privateKey: String?
    /// A file in the proxy's container.
    public var caCertificates: String?
    /// A secret, in the place of the files.
    public var credentialName: String?
    /// Of which the server's certificate must have one.
    public var subjectAltNames: [String]?

    public init() {}
  }

  public var service: ServiceID
  /// The port that the policy is for; nil means all.
  public var port: Int?
  /// The subset or version that it is for; nil means the whole service.
  public var subset: String?
  public var balancer: Balancer?
  /// Seconds in which a new pod's share grows.
  public var warmup: Double?
  public var locality: Locality?
  public var tunnel: Tunnel?
  public var removesTunnel = false
  public var pool = Pool()
  public var removesPool = false
  public var outlier = Outlier()
  public var removesOutlier = false
  public var encryption: Encryption?
  public var sni: String?
  public var credentials = Credentials()
  /// What shall be as if it had never been set.
  public var clears: Set<Setting> = []

  public init(service: ServiceID, port: Int? = nil, subset: String? = nil) {
    self.service = service
    self.port = port
    self.subset = subset
  }
}
