/// A request is forwarded.
public struct ForwardDecision: Sendable, Hashable {
  /// Those with a share; never empty unless every weight is 0, which Istio refuses.
  public var destinations: [WeightedDestination]
  public var fault: FaultInjection?
  /// Seconds for the whole request, retries included; nil means no limit.
  public var timeout: Double?
  /// Nil means that nothing is retried.
  public var retries: RetryPolicy?
  /// The weight is 0 and the share is the mirrored part of the requests, 0...1.
  public var mirrors: [WeightedDestination]
  /// The path that the destination sees.
  public var path: String
  /// The authority that the destination sees.
  public var authority: String
  /// Of the route, before those of the destination.
  public var headers: HeaderOperations
  /// Where it was decided; nil if no VirtualService governs the host.
  public var route: RouteLocation?

  /// No VirtualService decides: the request goes to any endpoint of the service.
  public var isDefault: Bool { route == nil }

  /// The destination that a number drawn from 0..<1 falls to.
  public func destination(forDraw draw: Double) -> WeightedDestination? {
    var rest = draw
    for destination in destinations {
      rest -= destination.share
      if rest < 0 { return destination }
    }
    return destinations.last
  }
}
