import Documents

/// Resources that a proxy did not take.
struct XDSRefusal: Sendable, Hashable {
  var subscription: XDSSubscription
  var version: Int
  /// What it refused.
  var resources: [JSONValue]
  /// What it goes on with.
  var running: [JSONValue]
}
