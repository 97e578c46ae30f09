import MeshModel

/// The wish to give the versions of a service these shares.
public struct ShiftRequest: Sendable, Hashable {
  public struct Weight: Sendable, Hashable {
    /// The name of a version or subset, or of another destination of the route, as `SplitRow.version` has it.
    public var version: String
    /// 0...100.
    public var weight: Int

    public init(_ version: String, _ weight: Int) {
      self.version = version
      self.weight = weight
    }
  }

  public var service: ServiceID
  /// The route's index in its list, from 0; nil means the catch-all route.
  public var routeIndex: Int?
  /// The object that holds the route; nil means the one in effect.
  public var virtualService: ObjectReference?
  /// The list that holds the route; nil means any.
  public var section: RouteSection?
  /// They sum to 100; a destination of the route that is not named gets 0.
  public var weights: [Weight]

  public init(
    service: ServiceID, routeIndex: Int? = nil, virtualService: ObjectReference? = nil, section: RouteSection? = nil,
    weights: [Weight]
  ) {
    self.service = service
    self.routeIndex = routeIndex
    self.virtualService = virtualService
    self.section = section
    self.weights = weights
  }

  /// For a route that is on the screen.
  public init(service: ServiceID, split: RouteSplit, weights: [Weight]) {
    self.init(
      service: service, routeIndex: split.location?.index, virtualService: split.location?.virtualService,
      section: split.location?.section, weights: weights)
  }
}
