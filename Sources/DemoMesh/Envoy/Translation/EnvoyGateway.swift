import Documents
import MeshModel
import TrafficConfig

/// What a proxy at the edge listens for: the servers of the Gateways that select it, and the default entry route.
struct EnvoyGateway {
  /// A server of a Gateway, with the place where it is written.
  struct Server {
    var gateway: Gateway
    var server: GatewayServer
    var index: Int
    /// As written.
    var raw: JSONValue
    var path: String { "spec.servers[\(index)]" }

    /// The host names, without the namespaces that may be before them.
    var dnsNames: [String] {
      server.hosts.map { String($0.split(separator: "/", maxSplits: 1).last ?? "*") }
    }
    var isPlain: Bool { ["HTTP", "HTTP2", "GRPC", "GRPC-WEB"].contains(server.protocol) }
    /// TLS that ends here.
    var isTerminating: Bool { server.protocol == "HTTPS" || (server.protocol == "TLS" && server.tls != nil) }
  }

  let scope: EnvoyScope

  /// Listeners and their route configurations, by port.
  func resources() -> (listeners: [JSONValue], routes: [JSONValue]) {
    var listeners: [JSONValue] = []
    var routes: [JSONValue] = []
    for (port, servers) in serversByPort() {
      let plain = servers.filter(\.isPlain)
      if !plain.isEmpty || port == entryPort {
        for server in servers where !server.isPlain { refuse(server, "port", "the port carries plain HTTP already") }
        let name = "http.\(port)"
        listeners.append(listener(port, [["filters": [manager(port, name).filter]]]))
        routes.append(
          EnvoyOutbound.configuration(
            name, hosts: virtualHosts(plain, isEntry: port == entryPort), scope: scope, ignoresPort: true))
      } else {
        let chains = EnvoyGatewayTLS(scope: scope, gateway: self, port: port).chains(servers)
        guard !chains.isEmpty else { continue }
        listeners.append(listener(port, chains.map(\.chain), isTLS: true))
        routes += chains.map(\.routes)
      }
    }
    return (listeners, routes)
  }

  func refuse(_ server: Server, _ field: String, _ message: String) {
    scope.problems.add(server.gateway.reference, "\(server.path).\(field)", message)
  }

  func manager(_ port: Int, _ routes: String) -> EnvoyHTTPManager {
    EnvoyHTTPManager(
      direction: .gateway, statPrefix: "outbound_0.0.0.0_\(port)",
      accessLog: [EnvoyMetrics(identity: scope.identity, isGateway: true).outboundHTTP], routes: .named(routes))
  }

  private func listener(_ port: Int, _ chains: [JSONValue], isTLS: Bool = false) -> JSONValue {
    EnvoyJSON.message(
      "config.listener.v3.Listener",
      [
        "name": .string("0.0.0.0_\(port)"), "address": EnvoyJSON.address(scope.node.pod.ip, port),
        "filter_chains": .array(chains), "listener_filters": isTLS ? [EnvoyTLS.inspector] : nil,
        "traffic_direction": "OUTBOUND",
      ])
  }

  // MARK: Servers

  /// The port of the pods that plain HTTP comes in by.
  private var entryPort: Int { scope.options.gateway.httpPort.targetPort }

  /// The servers that select this proxy, by the port of the pod; the entry port is among them in any case.
  private func serversByPort() -> [(port: Int, servers: [Server])] {
    var byPort: [Int: [Server]] = [entryPort: []]
    for gateway in scope.configuration.gateways
    where gateway.selector.allSatisfy({ scope.labels[$0.key] == $0.value }) {
      let raw = gateway.spec["servers"]?.array ?? []
      for (index, server) in gateway.servers.enumerated() {
        let entry = Server(gateway: gateway, server: server, index: index, raw: raw[index])
        if let port = podPort(of: entry) { byPort[port, default: []].append(entry) }
      }
    }
    return byPort.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The port of the pod behind a server's port, which may be that of the gateway's Service or of its pods.
  private func podPort(of entry: Server) -> Int? {
    let number = entry.server.port
    guard entry.isPlain || entry.isTerminating else {
      refuse(
        entry, "port.protocol",
        "the demo's gateway carries HTTP, and HTTPS that it decrypts; \(entry.server.protocol) is not listened for")
      return nil
    }
    if let bind = entry.server.bind {
      refuse(entry, "bind", "the gateway listens on its own address only, not on \(bind)")
    }
    let ports = scope.options.gateway.service.ports
    if let port = ports.first(where: { $0.number == number }) { return port.targetPort }
    if ports.contains(where: { $0.targetPort == number }) { return number }
    guard number >= 1024, !(EnvoyPorts.admin...EnvoyPorts.stats).contains(number) else {
      refuse(
        entry, "port.number",
        "is no port of the Service \(scope.options.gateway.service.id), and the proxy may not listen on it by itself")
      return nil
    }
    return number
  }

  // MARK: Virtual hosts

  /// The virtual hosts of some servers of one port, by the host names that both they and VirtualServices have.
  ///
  /// - Parameter isEntry: whether the default entry route is open to what they do not route.
  func virtualHosts(_ servers: [Server], isEntry: Bool) -> [JSONValue] {
    var hosts: [String] = []
    var routes: [String: [EnvoyRoutes.Route]] = [:]
    var redirected: Set<String> = []
    func note(_ host: String) {
      if routes[host] == nil {
        hosts.append(host)
        routes[host] = []
      }
    }
    for server in servers {
      for (host, object) in objects(of: server) {
        note(host)
        let maker = EnvoyRoutes(scope: scope, gateway: server.gateway.fullName, port: server.server.port)
        routes[host, default: []] += maker.routes(of: object)
        if server.server.tls?.httpsRedirect == true { redirected.insert(host) }
      }
      if server.server.tls?.httpsRedirect == true {
        for host in server.dnsNames {
          note(host)
          redirected.insert(host)
        }
      }
    }
    let entries = isEntry ? defaultEntries(servers) : []
    if !entries.isEmpty { note("*") }
    return hosts.map { host in
      // Istio merges the routes of several objects, and those that take everything come last.
      let own = routes[host] ?? []
      let merged = own.filter { !$0.isCatchAll }.map(\.json) + own.filter(\.isCatchAll).map(\.json)
      return EnvoyOutbound.virtualHost(
        "\(host):\(servers.first?.server.port ?? entryPort)", domains: [host], routes: merged + entries,
        tls: redirected.contains(host))
    }
  }

  /// The VirtualServices on a server with the host names that both have, in order.
  private func objects(of server: Server) -> [(host: String, object: VirtualService)] {
    let gateway = server.gateway
    let objects = scope.configuration.virtualServices(
      visibleFrom: scope.node.namespace, gateway: gateway.fullName)
    return objects.flatMap { object -> [(String, VirtualService)] in
      guard object.spec["http"]?.array?.isEmpty == false else { return [] }
      var hosts: [String] = []
      for written in object.hosts {
        let host = scope.fqdn(written, in: object.namespace)
        guard server.server.admits(host: host, ofNamespace: object.namespace, gatewayNamespace: gateway.namespace)
        else { continue }
        for name in server.dnsNames where HostName.overlaps(name, host) {
          // Of two patterns the narrower one is what they have in common.
          let common = HostName.matches(host, pattern: name) ? host : name
          if !hosts.contains(common) { hosts.append(common) }
        }
      }
      return hosts.map { ($0, object) }
    }
  }

  /// The routes for the load that no VirtualService on these servers is about.
  private func defaultEntries(_ servers: [Server]) -> [JSONValue] {
    let names = Set(servers.map(\.gateway.fullName))
    let bound = scope.configuration.virtualServices.filter { !names.isDisjoint(with: $0.gatewayNames) }
    var paths: Set<String> = []
    return scope.options.entries.compactMap { entry in
      guard !bound.contains(where: { entry.isGoverned(by: $0, domain: scope.configuration.domain) }),
        paths.insert(entry.path).inserted
      else { return nil }
      let path = String(entry.path.prefix { $0 != "?" })
      return EnvoyRoutes(scope: scope, gateway: VirtualService.mesh, port: entry.port).defaultRoute(
        host: entry.service.host(domain: scope.configuration.domain), port: entry.port, path: path)
    }
  }
}
