import MeshModel
import TrafficConfig

/// How the ingress gateway routes in one configuration: by Gateways and their VirtualServices, and by the default
/// entry route (see `MeshTopology.entries`) where they say nothing of the load.
struct GatewayEntry: Sendable {
  /// A server of a Gateway that the ingress pods listen for on the plain HTTP port.
  private struct Listener: Sendable {
    /// `namespace/name`.
    var gateway: String
    var port: Int
    /// Without namespaces.
    var hosts: [String]
  }

  private let listeners: [Listener]
  private let source: RequestSource
  /// The entries that still go by the default route.
  private let defaultEntries: [EntryLoad]
  /// Knows no VirtualServices: for the default route.
  private let plain: RouteEvaluator

  init(topology: MeshTopology, configuration: MeshConfiguration) {
    let gateway = topology.gateway
    let http = gateway.httpPort
    listeners = configuration.gateways
      .filter { object in object.selector.allSatisfy { gateway.workload.labels[$0.key] == $0.value } }
      .flatMap { object in
        object.servers
          .filter { ["HTTP", "HTTP2", "GRPC"].contains($0.protocol) }
          // A Gateway may name the port of the gateway's Service or that of its pods.
          .filter { $0.port == http.number || $0.port == http.targetPort }
          .map { server in
            Listener(
              gateway: object.fullName, port: server.port,
              hosts: server.hosts.map { String($0.split(separator: "/").last ?? "*") })
          }
      }
    source = RequestSource(namespace: gateway.workload.namespace, labels: gateway.workload.labels)
    let names = Set(listeners.map(\.gateway))
    let bound = configuration.virtualServices.filter { !names.isDisjoint(with: $0.gatewayNames) }
    defaultEntries = topology.entries.filter { entry in
      !bound.contains { entry.isGoverned(by: $0, domain: configuration.domain) }
    }
    plain = RouteEvaluator(configuration: configuration.replacing(virtualServices: []))
  }

  /// What the gateway does with a request.
  func decide(_ request: SimulatedRequest, evaluator: RouteEvaluator) -> RouteDecision {
    var facts = RequestFacts(
      host: request.authority, port: request.port, method: request.method, headers: request.headers, source: source)
    facts.setTarget(request.path)
    for listener in matching(request.authority) {
      facts.source.gateway = listener.gateway
      facts.port = listener.port
      switch evaluator.decide(facts) {
      case .noRoute, .unknownHost: continue
      case let decision: return decision
      }
    }
    guard let entry = defaultEntries.first(where: { $0.path == facts.path }) else { return .noRoute }
    let inside = RequestFacts(host: entry.service.host(), port: entry.port, source: source)
    guard case .forward(var forward) = plain.decide(inside) else { return .noRoute }
    forward.path = facts.path
    forward.authority = request.authority
    return .forward(forward)
  }

  /// The servers for a host, the most specific first.
  private func matching(_ host: String) -> [Listener] {
    if listeners.count == 1 { return listeners }
    return
      listeners
      .compactMap { listener -> (listener: Listener, pattern: String)? in
        let patterns = listener.hosts.filter { HostName.matches(host, pattern: $0) }
        return patterns.min { HostName.isMoreSpecific($0, than: $1) }.map { (listener, $0) }
      }
      .sorted { HostName.isMoreSpecific($0.pattern, than: $1.pattern) }
      .map(\.listener)
  }
}
