/// A health status with the reason why, such as `5XX 12.4% >= 10% in 30 s` or `1 of 3 replicas available`.
public struct Health: Hashable, Sendable, Codable {
  public var status: HealthStatus
  /// One line for the operator; nil where the status speaks for itself.
  public var reason: String?

  public init(_ status: HealthStatus, reason: String? = nil) {
    self.status = status
    self.reason = reason
  }

  /// The worse of the two; the first wins a tie.
  public func worse(_ other: Health) -> Health { other.status > status ? other : self }
}
