/// The wish which pages of other origins may read a service's answers in a browser; what is nil stays as it is.
public struct CORSRequest: Sendable, Hashable {
  /// What the proxies do with a preflight of an origin that is not allowed.
  public enum Preflights: String, Sendable, Hashable, CaseIterable {
    /// The service answers it; Istio's default.
    case forward = "FORWARD"
    /// The proxy answers it without allowing anything.
    case ignore = "IGNORE"
  }

  public var scope: RouteScope
  /// In the place of the list that is there; `present` is no origin. An empty list removes the key.
  public var origins: [StringMatch]?
  /// Such as `GET`, or `*`.
  public var methods: [String]?
  /// Headers that a request may have.
  public var headers: [String]?
  /// Headers of the answer that the page may read.
  public var expose: [String]?
  /// Whole seconds for which a browser remembers the answer to a preflight.
  public var maxAge: Double?
  /// Whether cookies and authorization may come along.
  public var allowsCredentials: Bool?
  public var unmatchedPreflights: Preflights?
  public var expiry: Expiry

  public init(
    scope: RouteScope, origins: [StringMatch]? = nil, methods: [String]? = nil, headers: [String]? = nil,
    expose: [String]? = nil, maxAge: Double? = nil, allowsCredentials: Bool? = nil,
    unmatchedPreflights: Preflights? = nil, expiry: Expiry = .never
  ) {
    self.scope = scope
    self.origins = origins
    self.methods = methods
    self.headers = headers
    self.expose = expose
    self.maxAge = maxAge
    self.allowsCredentials = allowsCredentials
    self.unmatchedPreflights = unmatchedPreflights
    self.expiry = expiry
  }

  var isEmpty: Bool {
    origins == nil && methods == nil && headers == nil && expose == nil && maxAge == nil && allowsCredentials == nil
      && unmatchedPreflights == nil
  }

  /// Reads an origin as an operator types it: `https://shop.example` exactly, `^https://shop.` as a prefix,
  /// `~https://.*[.]example` as a regex; `*` is every origin.
  ///
  /// - Throws: a refusal if the text says no origin.
  public static func origin(parsing text: String) throws(ChangeRefusal) -> StringMatch {
    let rest = String(text.dropFirst())
    let origin: StringMatch =
      switch text.first {
      case "^": .prefix(rest)
      case "~": .regex(rest)
      default: .exact(text)
      }
    try CORSEdit.check(origin)
    return origin
  }
}
