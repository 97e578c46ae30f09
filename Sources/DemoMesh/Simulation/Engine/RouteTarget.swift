import MeshModel
import TrafficConfig

/// Where a route sends one request, and by which rules.
struct RouteTarget {
  let forward: ForwardDecision
  let destination: WeightedDestination
  let settings: ClusterSettings
  let port: Int
  let `protocol`: TrafficProtocol
  /// Nil where the proxy has no such cluster.
  var service: MeshService?
  /// As rewritten, with the request's query.
  let pathAndQuery: String

  init(
    forward: ForwardDecision, destination: WeightedDestination, generation: MeshGeneration, request: SimulatedRequest
  ) {
    self.forward = forward
    self.destination = destination
    settings = ClusterSettings(destination.policy)
    let service = generation.services[destination.host]
    port = destination.port ?? request.port
    self.service = service?.info.ports.contains { [port] in $0.number == port } == true ? service : nil
    self.protocol = service?.protocol(ofPort: port) ?? .http
    let query = request.query
    pathAndQuery = query.isEmpty ? forward.path : "\(forward.path)?\(query)"
  }

  /// The Host header without a port.
  var authority: String { HostName.withoutPort(forward.authority) }

  /// The request's headers after those that the route and the destination change.
  func headers(of request: SimulatedRequest) -> [String: String] {
    if forward.headers.request.isEmpty, destination.headers.request.isEmpty { return request.headers }
    return destination.headers.request.applied(to: forward.headers.request.applied(to: request.headers))
  }
}
