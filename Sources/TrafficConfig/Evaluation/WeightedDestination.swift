import MeshModel

/// A destination as the client's proxy has it.
public struct WeightedDestination: Sendable, Hashable {
  /// Whether the proxy has a cluster for it.
  public enum Status: Sendable, Hashable {
    case known
    /// No service and no ServiceEntry of that name: 503 NC.
    case unknownHost
    /// No DestinationRule in effect for this client defines the subset: 503 NC.
    case undefinedSubset
  }

  /// The full name.
  public var host: String
  /// Nil for hosts outside the cluster and unknown ones.
  public var service: ServiceID?
  public var subset: String?
  /// The port of the service; the client's where the route names none and there are several.
  public var port: Int?
  /// As written, 0 where none is.
  public var weight: Int
  /// 0...1.
  public var share: Double
  /// Of this destination only, after those of the route.
  public var headers: HeaderOperations
  /// The labels of the subset: pods must have them, beside the service's selector.
  public var labels: [String: String]
  /// The policy of the DestinationRule in effect, ports and subset considered.
  public var policy: TrafficPolicy
  public var status: Status
}
