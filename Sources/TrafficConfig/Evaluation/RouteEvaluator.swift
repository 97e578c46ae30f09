import Synchronization

/// Decides what a client's proxy does with a request, as Envoy does when istiod has configured it.
///
/// Previews and the simulated mesh share it. What depends on the client's namespace, gateway and host only is worked
/// out once and kept; a decision then costs a look-up and the comparisons of the matches, some microseconds.
public struct RouteEvaluator: Sendable {
  public let configuration: MeshConfiguration
  private let cache = HostCache()
  /// Some DestinationRule is only for clients with certain labels.
  private let asksForLabels: Bool

  public init(configuration: MeshConfiguration) {
    self.configuration = configuration
    asksForLabels = configuration.destinationRules.contains { !($0.workloadSelector?.isEmpty ?? true) }
  }

  public func decide(_ request: RequestFacts) -> RouteDecision {
    let client = RouteCompiler.Client(
      gateway: request.source.gateway, namespace: request.source.namespace,
      labels: asksForLabels ? request.source.labels : [:], host: request.host, port: request.port,
      isPlain: request.scheme != "https")
    let host = cache.host(of: client) { RouteCompiler(configuration: configuration, client: client).host() }
    switch host {
    case .unknown: return .unknownHost
    case .noRoute: return .noRoute
    case .redirectToHTTPS:
      let target = "https://\(HostName.withoutPort(request.host))\(request.path)"
      return .redirect(RedirectDecision(status: 301, location: target, route: nil))
    case .service(var decision):
      decision.path = request.path
      decision.authority = request.host
      return .forward(decision)
    case .routes(let routes):
      for route in routes {
        if let decision = route.decide(request) { return decision }
      }
      return .noRoute
    }
  }

  /// What was worked out, by client.
  private final class HostCache: Sendable {
    /// Hosts come from requests, so their number has to be bounded.
    private static let capacity = 4096
    private let hosts = Mutex<[RouteCompiler.Client: RouteCompiler.Host]>([:])

    func host(of client: RouteCompiler.Client, make: () -> RouteCompiler.Host) -> RouteCompiler.Host {
      if let known = hosts.withLock({ $0[client] }) { return known }
      let made = make()
      hosts.withLock { hosts in
        if hosts.count >= Self.capacity { hosts.removeAll(keepingCapacity: true) }
        hosts[client] = made
      }
      return made
    }
  }
}
