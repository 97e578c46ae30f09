import MeshModel
import TrafficConfig

/// What VirtualServices and DestinationRules do to services, by host.
struct ServiceBadges: Sendable {
  private let configuration: MeshConfiguration
  private var routing: [String: Set<Badge>] = [:]
  private var breakers: Set<String> = []
  /// The workloads that a subset with a circuit breaker of its own selects.
  private var guarded: Set<WorkloadID> = []

  init(_ configuration: MeshConfiguration) {
    self.configuration = configuration
    for object in configuration.virtualServices { add(object) }
    for host in Set(configuration.destinationRules.map { fqdn($0.host, $0.namespace) }) {
      guard let rule = configuration.destinationRule(forHost: host) else { continue }
      if Self.breaks(rule.trafficPolicy) { breakers.insert(host) }
      let subsets = rule.subsets.filter { Self.breaks($0.trafficPolicy) }
      if !subsets.isEmpty {
        breakers.insert(host)
        guard let service = configuration.service(forHost: host) else { continue }
        for workload in configuration.workloads(of: service) {
          let isGuarded = subsets.contains { !$0.labels.isEmpty && $0.selects(workload.labels) }
          if isGuarded { guarded.insert(workload.id) }
        }
      }
    }
  }

  /// The full names of hosts that some route leads to.
  var routedHosts: Set<String> { Set(routing.keys) }

  func badges(namespace: String, service: String) -> Set<Badge> {
    badges(
      host: ServiceID(namespace: namespace, name: service).host(domain: configuration.domain))
  }

  func badges(host: String) -> Set<Badge> {
    var found = routing[host] ?? []
    if breakers.contains(host) { found.insert(.circuitBreaker) }
    return found
  }

  /// Whether a subset with a circuit breaker selects the workload.
  func hasCircuitBreaker(_ workload: WorkloadInfo) -> Bool { guarded.contains(workload.id) }

  /// An object belongs to the services that its routes lead to. Kiali calls any route "request routing"; here a route
  /// must have a match that decides something.
  private mutating func add(_ object: VirtualService) {
    let http = object.http
    let streams = object.tcp + object.tls
    var badges: Set<Badge> = [.virtualService]
    for route in http {
      if route.timeout != nil { badges.insert(.requestTimeout) }
      if route.fault != nil { badges.insert(.faultInjection) }
      if !route.mirrors.isEmpty { badges.insert(.mirroring) }
      if route.destinations.count > 1 { badges.insert(.trafficShifting) }
      if !route.isCatchAll { badges.insert(.requestRouting) }
    }
    for route in streams {
      if route.destinations.count > 1 { badges.insert(.trafficShifting) }
      if !route.isCatchAll { badges.insert(.requestRouting) }
    }
    let hosts = Set((http.flatMap(\.destinations) + streams.flatMap(\.destinations)).map(\.host))
    for host in hosts { routing[fqdn(host, object.namespace), default: []].formUnion(badges) }
  }

  private func fqdn(_ host: String, _ namespace: String) -> String {
    HostName.fqdn(host, namespace: namespace, domain: configuration.domain)
  }

  private static func breaks(_ policy: TrafficPolicy?) -> Bool {
    policy?.connectionPool != nil || policy?.outlierDetection != nil
  }
}
