/// How patient a change is.
public struct ChangeOptions: Sendable, Hashable {
  /// The longest wait for client proxies to take a new subset, and for one of its pods to be ready.
  public var proofTimeout = Duration.seconds(30)
  /// The longest time between two looks at the proxies; the first ones come faster.
  public var pollInterval = Duration.milliseconds(500)
  /// What is waited instead where no proxy can be asked.
  public var settle = Duration.seconds(3)
  /// How many client proxies are asked; of more, only so many are.
  public var maxProxies = 30
  /// For the answer of one proxy.
  public var proxyDeadline = Duration.seconds(2)
  /// How often the server is asked again what became of a write whose answer was lost, and a put-back is repeated.
  public var recoveryAttempts = 4

  public init() {}
}
