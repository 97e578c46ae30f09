/// The wish how failed requests are tried again; what is nil stays as it is.
public struct RetryRequest: Sendable, Hashable {
  /// A single setting, to be removed so that the default counts.
  public enum Setting: String, Sendable, Hashable, CaseIterable {
    case attempts
    case perTry = "perTryTimeout"
    case retryOn
    case backoff
  }

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
  /// What shall be as if it had never been set.
  public var clears: Set<Setting> = []

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
