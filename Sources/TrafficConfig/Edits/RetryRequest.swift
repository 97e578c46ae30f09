/// The wish how failed requests are tried again; what is nil stays as it is.
public struct RetryRequest: Sendable, Hashable {
  public var scope: RouteScope
  /// Further tries after the first; 0 switches retries off.
  public var attempts: Int?
  /// Seconds for each try.
  public var perTry: Double?
  /// Conditions separated by commas, such as `5xx,reset`.
  public var retryOn: String?
  /// Seconds; the base interval between tries.
  public var backoff: Double?
  /// Go back to the mesh's default.
  public var isDefault: Bool
  public var expiry: Expiry

  public init(
    scope: RouteScope, attempts: Int? = nil, perTry: Double? = nil, retryOn: String? = nil, backoff: Double? = nil,
    isDefault: Bool = false, expiry: Expiry = .never
  ) {
    self.scope = scope
    self.attempts = attempts
    self.perTry = perTry
    self.retryOn = retryOn
    self.backoff = backoff
    self.isDefault = isDefault
    self.expiry = expiry
  }
}
