/// Why a proxy could not be read.
public struct PollFailure: Error, Sendable, Hashable {
  /// One line for the operator.
  public var reason: String
  /// It took long, or nothing is there: to be asked less often, so that it does not hold up the others.
  public var isUnresponsive: Bool

  /// The user may not ask the proxy.
  public var isForbidden: Bool

  public init(reason: String, isUnresponsive: Bool = false, isForbidden: Bool = false) {
    self.reason = reason
    self.isUnresponsive = isUnresponsive
    self.isForbidden = isForbidden
  }
}
