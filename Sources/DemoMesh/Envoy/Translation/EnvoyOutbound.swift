import Documents
import MeshModel
import TrafficConfig

/// What a sidecar does with the calls of its application.
///
/// Istio has a listener for each port, which iptables lead to. Here one listener stands for those of all HTTP ports:
/// applications call it with the service's name and port in the Host header. It has one route configuration, therefore,
/// named for the port that most services have, whose virtual hosts tell the ports apart.
struct EnvoyOutbound {
  let scope: EnvoyScope

  /// A TCP port, which can only be told by its number.
  private struct StreamPort {
    var service: ServiceInfo
    var index: Int
    var port: ServicePort { service.ports[index] }
  }

  /// The port that names the route configuration; nil if no service has an HTTP port.
  var routePort: Int? {
    let services = scope.configuration.services.filter { $0.id != scope.options.gateway.service.id }
    var counts: [Int: Int] = [:]
    for port in services.flatMap(\.ports) where port.carries != .tcp { counts[port.number, default: 0] += 1 }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  func listeners() -> [JSONValue] { (routePort.map { [httpListener($0)] } ?? []) + streamListeners() }

  func routeConfigurations() -> [JSONValue] {
    guard let routePort else { return [] }
    return [Self.configuration("\(routePort)", hosts: virtualHosts(), scope: scope)]
  }

  /// A route configuration that tells servers who sends the requests.
  static func configuration(
    _ name: String, hosts: [JSONValue], scope: EnvoyScope, ignoresPort: Bool = false
  ) -> JSONValue {
    let metrics = EnvoyMetrics(identity: scope.identity, isGateway: scope.node.role == .gateway)
    return EnvoyJSON.message(
      "config.route.v3.RouteConfiguration",
      [
        "name": .string(name), "virtual_hosts": .array(hosts),
        "request_headers_to_add": [
          EnvoyHeaderEdits.set(EnvoyMetrics.peerHeader, metrics.peerValue.replacing("%", with: "%%"))
        ],
        "validate_clusters": false, "max_direct_response_body_size_bytes": 1_048_576,
        "ignore_port_in_host_matching": ignoresPort ? true : nil,
      ])
  }

  private func httpListener(_ port: Int) -> JSONValue {
    let manager = EnvoyHTTPManager(
      direction: .outbound, statPrefix: "outbound_0.0.0.0_\(port)",
      accessLog: [EnvoyMetrics(identity: scope.identity, isGateway: false).outboundHTTP], routes: .named("\(port)"))
    return EnvoyJSON.message(
      "config.listener.v3.Listener",
      [
        "name": "virtualOutbound", "address": EnvoyJSON.address(scope.node.pod.ip, EnvoyPorts.outbound),
        "filter_chains": [["filters": [manager.filter]]], "traffic_direction": "OUTBOUND",
      ])
  }

  // MARK: Virtual hosts

  private func virtualHosts() -> [JSONValue] {
    var taken: Set<String> = []
    var hosts: [JSONValue] = []
    // Of services with the same short name, those of the proxy's own namespace come first.
    let services =
      scope.configuration.services.filter { $0.id.namespace == scope.node.namespace }
      + scope.configuration.services.filter { $0.id.namespace != scope.node.namespace }
    for service in services {
      let host = scope.host(of: service)
      let first = service.ports.first { $0.carries != .tcp }?.number
      for port in service.ports where port.carries != .tcp {
        let names = shortNames(service)
        // A Host without a port means 80, and otherwise the only port that can be meant.
        let isPlain = port.number == 80 || (port.number == first && !service.ports.contains { $0.number == 80 })
        let domains = (names.map { "\($0):\(port.number)" } + (isPlain ? names : []))
          .filter { taken.insert($0).inserted }
        guard !domains.isEmpty else { continue }
        hosts.append(
          Self.virtualHost(
            "\(host):\(port.number)", domains: domains, routes: routes(to: host, port: port.number)))
      }
    }
    for (host, object) in foreignHosts() {
      let domains = [host, "\(host):80"].filter { taken.insert($0).inserted }
      guard !domains.isEmpty else { continue }
      let routes = EnvoyRoutes(scope: scope, gateway: VirtualService.mesh, port: 80).routes(of: object).map(\.json)
      hosts.append(Self.virtualHost("\(host):80", domains: domains, routes: routes))
    }
    if taken.insert("*").inserted {
      hosts.append([
        "name": "block_all", "domains": ["*"],
        "routes": [["name": "block_all", "match": ["prefix": "/"], "direct_response": ["status": 502]]],
      ])
    }
    return hosts
  }

  static func virtualHost(_ name: String, domains: [String], routes: [JSONValue], tls: Bool = false) -> JSONValue {
    EnvoyJSON.fields([
      "name": .string(name), "domains": .array(domains.map(JSONValue.string)), "routes": .array(routes),
      "include_request_attempt_count": true, "require_tls": tls ? "ALL" : nil,
    ])
  }

  /// The names that DNS would know a service by in the proxy's namespace, the full one first.
  private func shortNames(_ service: ServiceInfo) -> [String] {
    let qualified = "\(service.id.name).\(service.id.namespace)"
    let own = service.id.namespace == scope.node.namespace ? [service.id.name] : []
    return [scope.host(of: service)] + own + ["\(qualified).svc", qualified]
  }

  private func routes(to host: String, port: Int) -> [JSONValue] {
    let maker = EnvoyRoutes(scope: scope, gateway: VirtualService.mesh, port: port)
    let object = scope.configuration.virtualService(forHost: host, from: scope.node.namespace)
    if let object, object.spec["http"]?.array?.isEmpty == false { return maker.routes(of: object).map(\.json) }
    return [maker.defaultRoute(host: host, port: port)]
  }

  /// Hosts of VirtualServices that are no service's, with the object in effect; in the order of the objects.
  private func foreignHosts() -> [(host: String, object: VirtualService)] {
    let configuration = scope.configuration
    var known: Set<String> = []
    var found: [(String, VirtualService)] = []
    for object in configuration.virtualServices(visibleFrom: scope.node.namespace, gateway: VirtualService.mesh)
    where object.spec["http"]?.array?.isEmpty == false {
      for written in object.hosts {
        let host = scope.fqdn(written, in: object.namespace)
        if configuration.service(forHost: host) == nil, host != "*", known.insert(host).inserted {
          found.append((host, object))
        }
      }
    }
    return found
  }

  // MARK: TCP

  /// A listener of its own for each TCP port: the connection tells nothing else of where it is to go.
  private func streamListeners() -> [JSONValue] {
    let own = EnvoyInbound(scope: scope).ports()
    var taken: [Int: ServiceInfo] = [:]
    return streamPorts().compactMap { stream -> JSONValue? in
      let number = stream.port.number
      let reason: String
      if let served = own.first(where: { $0.number == number }) {
        // The application behind the port does not call itself.
        if served.services.contains(stream.service) { return nil }
        reason = "pods of \(scope.node.workload.id) take their own connections in on that port"
      } else if let other = taken[number] {
        reason = "\(other.id) has the port already, and without iptables a connection tells no more than its port"
      } else if number < 1024 {
        reason = "an ordinary user may not listen on ports below 1024, and without iptables the proxy has to"
      } else if (EnvoyPorts.admin...EnvoyPorts.stats).contains(number) {
        reason = "the port is the proxy's own"
      } else {
        taken[number] = stream.service
        return streamListener(stream)
      }
      scope.problems.add(
        ObjectReference(kind: "Service", namespace: stream.service.id.namespace, name: stream.service.id.name),
        "spec.ports[\(stream.index)].port", "TCP connections to it cannot be carried: \(reason)")
      return nil
    }
  }

  /// Those of services with pods of the demo; the gateway's own are for clients outside.
  private func streamPorts() -> [StreamPort] {
    scope.configuration.services
      .filter { !$0.selector.isEmpty && $0.id != scope.options.gateway.service.id }
      .flatMap { service in
        service.ports.indices.filter { service.ports[$0].carries == .tcp }
          .map { StreamPort(service: service, index: $0) }
      }
  }

  private func streamListener(_ stream: StreamPort) -> JSONValue {
    let number = stream.port.number
    let host = scope.host(of: stream.service)
    var config = JSONObject([
      ("@type", "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy"),
      ("stat_prefix", .string(EnvoyScope.outboundCluster(host: host, port: number, subset: nil) + ";")),
    ])
    addClusters(host: host, port: number, to: &config)
    config.append(
      "access_log",
      .array(
        EnvoyMetrics(identity: scope.identity, isGateway: false)
          .outboundTCP(service: DestinationService(stream.service.id))))
    config.append("access_log_options", ["flush_access_log_on_connected": true])
    let filter = EnvoyJSON.named("envoy.filters.network.tcp_proxy", .object(config))
    return EnvoyJSON.message(
      "config.listener.v3.Listener",
      [
        "name": .string("0.0.0.0_\(number)"), "address": EnvoyJSON.address(scope.node.pod.ip, number),
        "filter_chains": [["filters": [filter]]], "traffic_direction": "OUTBOUND",
      ])
  }

  /// Where connections go: by the first `tcp` route for this client and port, else to all endpoints.
  private func addClusters(host: String, port: Int, to config: inout JSONObject) {
    let object = scope.configuration.virtualService(forHost: host, from: scope.node.namespace)
    let routes = object?.tcp ?? []
    if let object, !object.tls.isEmpty {
      scope.problems.add(
        object.reference, "spec.tls",
        "routes by SNI are not carried over to real proxies: connections go where tcp routes say, or to all endpoints")
    }
    for (index, route) in routes.enumerated() {
      guard let object, admits(route, port: port, object, index) else { continue }
      func cluster(_ destination: RouteDestination) -> JSONValue {
        let fqdn = scope.fqdn(destination.host, in: object.namespace)
        return .string(
          EnvoyScope.outboundCluster(
            host: fqdn, port: scope.port(destination.port, ofHost: fqdn, client: port), subset: destination.subset))
      }
      let destinations = route.destinations
      if destinations.count == 1 {
        config.append("cluster", cluster(destinations[0]))
        return
      }
      let weighted = destinations.filter { ($0.weight ?? 0) > 0 }
      guard !weighted.isEmpty else { continue }
      let clusters = weighted.map { ["name": cluster($0), "weight": JSONValue($0.weight ?? 0)] as JSONValue }
      config.append("weighted_clusters", ["clusters": .array(clusters)])
      return
    }
    config.append("cluster", .string(EnvoyScope.outboundCluster(host: host, port: port, subset: nil)))
  }

  private func admits(_ route: StreamRoute, port: Int, _ object: VirtualService, _ index: Int) -> Bool {
    guard !route.destinations.isEmpty else { return false }
    if route.matches.isEmpty { return true }
    return route.matches.contains { match in
      if !match.destinationSubnets.isEmpty {
        scope.problems.add(
          object.reference, "spec.tcp[\(index)].match",
          "destinationSubnets need the address that the client dialled, which is the proxy's own here:"
            + " the match takes no connection")
        return false
      }
      if !match.gateways.isEmpty,
        !match.gateways.contains(where: {
          VirtualService.gatewayName($0, in: object.namespace) == VirtualService.mesh
        })
      {
        return false
      }
      return (match.port ?? port) == port && (match.sourceNamespace ?? scope.node.namespace) == scope.node.namespace
        && match.sourceLabels.allSatisfy { scope.labels[$0.key] == $0.value }
    }
  }
}
