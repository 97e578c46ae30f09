/// What a client's proxy does with a request.
public enum RouteDecision: Sendable, Hashable {
  case forward(ForwardDecision)
  case redirect(RedirectDecision)
  case directResponse(status: Int, body: String, route: RouteLocation)
  /// The host is known, but no route takes the request: 404 with the flag NR.
  case noRoute
  /// Neither a service nor a route knows the host: it passes through, or is blocked (502), as the mesh is set up.
  case unknownHost
}
