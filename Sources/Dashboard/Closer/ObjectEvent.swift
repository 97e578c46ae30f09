/// An Event of Kubernetes: something that happened to an object.
public struct ObjectEvent: Hashable, Sendable {
  /// When it happened last, in seconds since 1970; nil where the server does not say.
  public var time: Double?
  public var isWarning: Bool
  /// A word, such as `BackOff`.
  public var reason: String
  public var message: String
  /// Kind and name of what it happened to, such as `Pod reviews-v1-7d4c9`.
  public var object: String
  /// How often.
  public var count: Int

  public init(
    time: Double?, isWarning: Bool = false, reason: String, message: String, object: String, count: Int = 1
  ) {
    self.time = time
    self.isWarning = isWarning
    self.reason = reason
    self.message = message
    self.object = object
    self.count = count
  }
}
