/// The wish to send clients elsewhere.
public struct RedirectRequest: Sendable, Hashable {
  public var scope: RouteScope
  /// The new path.
  public var uri: String?
  public var authority: String?
  /// `http` or `https`.
  public var scheme: String?
  public var port: Int?
  /// 300...399; nil means 301.
  public var status: Int?
  public var expiry: Expiry

  public init(
    scope: RouteScope, uri: String? = nil, authority: String? = nil, scheme: String? = nil, port: Int? = nil,
    status: Int? = nil, expiry: Expiry = .never
  ) {
    self.scope = scope
    self.uri = uri
    self.authority = authority
    self.scheme = scheme
    self.port = port
    self.status = status
    self.expiry = expiry
  }
}
