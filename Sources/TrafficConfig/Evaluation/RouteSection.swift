/// The lists of routes in a VirtualService.
public enum RouteSection: String, Sendable, Hashable, CaseIterable {
  case http, tls, tcp
}
