import MeshModel

/// The wish to publish a service on a host through a gateway.
public struct ExposeRequest: Sendable, Hashable {
  /// Another service for some paths of the host.
  public struct Branch: Sendable, Hashable {
    /// Such as `/api`.
    public var prefix: String
    /// As `NAME[.NAMESPACE][/SUBSET][:PORT]`.
    public var target: String
    /// The service sees the paths without the prefix: `/api/a` as `/a`.
    public var dropsPrefix: Bool

    public init(prefix: String, target: String, dropsPrefix: Bool = false) {
      self.prefix = prefix
      self.target = target
      self.dropsPrefix = dropsPrefix
    }
  }

  public var service: ServiceID
  /// A full name, such as `shop.example.com`, or `*`.
  public var host: String
  /// `name` in the service's namespace, or `namespace/name`; one that is not there is created.
  public var gateway: String
  /// The port of the gateway; nil means 443 with a credential, else 80.
  public var port: Int?
  /// The secret with the certificate, for HTTPS.
  public var credential: String?
  /// Send plain requests on port 80 to HTTPS.
  public var redirectsToHTTPS: Bool
  /// Only paths that begin so; nil means all.
  public var path: String?
  /// Other services for paths under a prefix, such as an API beside its front end; in the order of the rules, before
  /// the service's own.
  public var branches: [Branch] = []
  /// The port of the service; needed where it has several.
  public var servicePort: Int?
  /// Pod labels of the gateway's proxies, for a new gateway.
  public var selector: [String: String]

  public init(
    service: ServiceID, host: String, gateway: String, port: Int? = nil, credential: String? = nil,
    redirectsToHTTPS: Bool = false, path: String? = nil, servicePort: Int? = nil,
    selector: [String: String] = ["istio": "ingressgateway"]
  ) {
    self.service = service
    self.host = host
    self.gateway = gateway
    self.port = port
    self.credential = credential
    self.redirectsToHTTPS = redirectsToHTTPS
    self.path = path
    self.servicePort = servicePort
    self.selector = selector
  }
}
