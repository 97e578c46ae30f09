/// The wish to have requests delayed, aborted, or both.
public struct FaultRequest: Sendable, Hashable {
  /// What an aborted request is answered with.
  public enum Status: Sendable, Hashable {
    /// 200...599.
    case http(Int)
    /// A name such as `UNAVAILABLE`.
    case grpc(String)

    var words: String {
      switch self {
      case .http(let code): "\(code)"
      case .grpc(let name): name
      }
    }
  }

  public var scope: RouteScope
  /// Seconds; nil leaves a delay that is there.
  public var delay: Double?
  /// Above 0, up to 100.
  public var delayPercent: Double
  /// Nil leaves an abort that is there.
  public var abort: Status?
  /// Above 0, up to 100.
  public var abortPercent: Double
  public var expiry: Expiry

  public init(
    scope: RouteScope, delay: Double? = nil, delayPercent: Double = 100, abort: Status? = nil,
    abortPercent: Double = 100, expiry: Expiry
  ) {
    self.scope = scope
    self.delay = delay
    self.delayPercent = delayPercent
    self.abort = abort
    self.abortPercent = abortPercent
    self.expiry = expiry
  }
}
