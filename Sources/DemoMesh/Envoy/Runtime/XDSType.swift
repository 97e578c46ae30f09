/// A kind of resource that proxies ask the control plane for.
enum XDSType: String, Sendable, Hashable, CaseIterable {
  case clusters, listeners, routes

  /// Of the resources.
  var url: String {
    switch self {
    case .clusters: "type.googleapis.com/envoy.config.cluster.v3.Cluster"
    case .listeners: "type.googleapis.com/envoy.config.listener.v3.Listener"
    case .routes: "type.googleapis.com/envoy.config.route.v3.RouteConfiguration"
    }
  }

  /// Where Envoy posts its requests to.
  var path: String { "/v3/discovery:\(rawValue)" }
}
