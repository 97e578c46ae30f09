import TrafficConfig

/// Something in an object that real proxies cannot be given, or that they refused.
struct EnvoyProblem: Error, Sendable, Hashable {
  var object: ObjectReference
  /// The place in the object, such as `spec.trafficPolicy.loadBalancer.simple`; nil for all of it.
  var path: String?
  /// What is wrong, and what would be right.
  var message: String
}
