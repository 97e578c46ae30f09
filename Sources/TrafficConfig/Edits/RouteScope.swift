import MeshModel

/// Which requests to a service an edit is for.
public struct RouteScope: Sendable, Hashable {
  public var service: ServiceID
  /// All of them must hold; empty means whatever the chosen route takes.
  public var conditions: [MatchCondition]
  /// The route's index in `http`, from 0; nil means the one that takes all other requests.
  public var routeIndex: Int?
  /// The object that holds the route; nil means the one in effect.
  public var virtualService: ObjectReference?

  public init(
    service: ServiceID, conditions: [MatchCondition] = [], routeIndex: Int? = nil,
    virtualService: ObjectReference? = nil
  ) {
    self.service = service
    self.conditions = conditions
    self.routeIndex = routeIndex
    self.virtualService = virtualService
  }
}
