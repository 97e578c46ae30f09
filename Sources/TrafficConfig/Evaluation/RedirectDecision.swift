/// A request is answered with another address.
public struct RedirectDecision: Sendable, Hashable {
  public var status: Int
  public var location: String
  /// Nil where the gateway itself redirects to HTTPS.
  public var route: RouteLocation?
}
