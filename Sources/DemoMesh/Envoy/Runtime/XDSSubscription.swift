/// One of a proxy's subscriptions: Envoy asks for all listeners, for all clusters, and for each route configuration by
/// itself.
struct XDSSubscription: Sendable, Hashable {
  var type: XDSType
  /// Empty for all.
  var names: [String]
}
