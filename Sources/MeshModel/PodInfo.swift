/// A pod of a workload.
public struct PodInfo: Hashable, Sendable, Codable {
  public var name: String
  public var ip: String
  public var labels: [String: String]
  public var isReady: Bool
  /// What its istio-proxy container is there for; nil without one.
  public var proxy: ProxyKind?
  /// The version of its proxy's image, such as `1.26.1`; nil where the image does not tell.
  public var proxyVersion: String?
  /// The revision of Istio that its proxy was made by.
  public var revision: String?
  /// Its connections are carried by its node's ztunnel.
  public var isAmbient = false

  public init(
    name: String, ip: String, labels: [String: String] = [:], isReady: Bool = true, hasProxy: Bool = true,
    proxy: ProxyKind? = nil
  ) {
    self.name = name
    self.ip = ip
    self.labels = labels
    self.isReady = isReady
    self.proxy = hasProxy ? proxy ?? .sidecar : nil
  }

  public var hasProxy: Bool {
    get { proxy != nil }
    set { proxy = newValue ? proxy ?? .sidecar : nil }
  }

  /// Whether the mesh carries its connections.
  public var isMeshed: Bool { hasProxy || isAmbient }
}
