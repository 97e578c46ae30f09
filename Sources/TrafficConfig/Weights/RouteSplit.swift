import MeshModel

/// How one route splits the requests to a service.
public struct RouteSplit: Sendable, Hashable, Identifiable {
  /// Nil if no VirtualService decides: the requests spread over all ready pods.
  public var location: RouteLocation?
  /// In words, such as `Route 2 of 2: everyone else`.
  public var title: String
  /// Which requests, such as `header end-user = jason`; nil for all that no earlier route takes.
  public var matchSummary: String?
  /// For whom it counts: `mesh`, or gateways as `namespace/name`.
  public var entryPoints: [String]
  public var rows: [SplitRow]
  /// What the route does besides, such as `delays 10 % by 5s`.
  public var extras: [String]
  /// Why its weights cannot be shifted; nil if they can.
  public var refusal: String?

  public var id: String { location?.description ?? "default" }
  public var isCatchAll: Bool { matchSummary == nil }
  public var isOnMesh: Bool { entryPoints.contains(VirtualService.mesh) }
}
