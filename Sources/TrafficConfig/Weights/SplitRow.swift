import MeshModel

/// A version, or another destination, in a route's split.
public struct SplitRow: Sendable, Hashable, Identifiable {
  /// The name to use in a `ShiftRequest`; unique in its route.
  public var version: String
  /// The full name of the destination's host.
  public var host: String
  public var subset: String?
  /// The labels that select its pods, beside the service's selector.
  public var labels: [String: String]
  /// The weight as written; nil if the route does not name this destination, or without a weight.
  public var weight: Int?
  /// The share in effect, 0...100: by weights, or by ready pods where no weights decide.
  public var percent: Double
  public var workloads: [WorkloadID]
  public var pods: Int
  public var readyPods: Int
  /// The route names this destination.
  public var isInRoute: Bool
  /// A DestinationRule defines the subset; true without a subset in the route.
  public var isDefined: Bool

  public var id: String { version }
}
