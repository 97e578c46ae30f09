/// The wish to have some requests go to certain versions.
public struct RouteRuleRequest: Sendable, Hashable {
  /// With conditions, or with the index of a route that is there.
  public var scope: RouteScope
  /// Versions of the service or other services; the weights sum to 100.
  public var targets: [ShiftRequest.Weight]
  /// The rule's place in the list, from 0; nil leaves a rule where it is, and puts a new one before the catch-all.
  public var position: Int?
  /// The route's name; nil leaves it.
  public var name: String?
  public var expiry: Expiry

  public init(
    scope: RouteScope, targets: [ShiftRequest.Weight], position: Int? = nil, name: String? = nil,
    expiry: Expiry = .never
  ) {
    self.scope = scope
    self.targets = targets
    self.position = position
    self.name = name
    self.expiry = expiry
  }
}
