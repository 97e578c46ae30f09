/// The wish to have the destination see another address than the client sent.
public struct RewriteRequest: Sendable, Hashable {
  public var scope: RouteScope
  /// In place of the matched prefix, or of the whole path under an exact or regex match.
  public var uri: String?
  /// RE2; what it matches in the path is replaced.
  public var pattern: String?
  /// May name groups as `\1`.
  public var replacement: String?
  public var authority: String?
  public var expiry: Expiry

  public init(
    scope: RouteScope, uri: String? = nil, pattern: String? = nil, replacement: String? = nil,
    authority: String? = nil, expiry: Expiry = .never
  ) {
    self.scope = scope
    self.uri = uri
    self.pattern = pattern
    self.replacement = replacement
    self.authority = authority
    self.expiry = expiry
  }
}
