import MeshModel

/// Works out the routes that one kind of client has towards one host.
struct RouteCompiler {
  /// What a client can reach under an authority.
  enum Host: Sendable {
    case unknown
    case noRoute
    /// The gateway sends plain requests to HTTPS.
    case redirectToHTTPS
    /// No VirtualService decides.
    case service(ForwardDecision)
    case routes([CompiledRoute])
  }

  struct Client: Hashable, Sendable {
    var gateway: String
    var namespace: String
    /// Without those labels that no DestinationRule asks about.
    var labels: [String: String]
    var host: String
    var port: Int
    var isPlain: Bool
  }

  let configuration: MeshConfiguration
  let client: Client

  func host() -> Host {
    client.gateway == VirtualService.mesh ? meshHost() : gatewayHost()
  }

  /// The VirtualServices whose routes the client's proxy has for the host.
  func governing() -> [VirtualService] {
    client.gateway == VirtualService.mesh ? meshObject().map { [$0] } ?? [] : gatewayObjects()
  }

  private var meshName: String { fullName(HostName.withoutPort(client.host).lowercased()) }

  private func meshObject() -> VirtualService? {
    configuration.virtualService(forHost: meshName, from: client.namespace)
  }

  private func meshHost() -> Host {
    let fqdn = meshName
    let object = meshObject()
    if let object, object.spec["http"]?.array?.isEmpty == false { return .routes(routes(of: object)) }
    guard configuration.isKnown(host: fqdn) else { return object == nil ? .unknown : .noRoute }
    let destination = destination(host: fqdn, subset: nil, port: nil, weight: 0, share: 1, headers: HeaderOperations())
    return .service(
      ForwardDecision(
        destinations: [destination], retries: .meshDefault, mirrors: [], path: "", authority: "",
        headers: HeaderOperations()))
  }

  /// The full name behind what a client wrote: sidecars know a service by all of its DNS short forms.
  private func fullName(_ host: String) -> String {
    let domain = configuration.domain
    let forms = ["\(host).\(client.namespace).svc.\(domain)", "\(host).svc.\(domain)", "\(host).\(domain)"]
    if configuration.service(forHost: host) != nil { return host }
    for form in forms where configuration.service(forHost: form) != nil { return form }
    return HostName.fqdn(host, namespace: client.namespace, domain: domain)
  }

  private func gatewayHost() -> Host {
    let host = HostName.withoutPort(client.host).lowercased()
    guard let gateway = configuration.gateway(named: client.gateway) else { return .noRoute }
    let servers = gateway.servers.filter { $0.port == client.port }
    if client.isPlain, servers.contains(where: { $0.tls?.httpsRedirect == true && Self.covers($0, host) }) {
      return .redirectToHTTPS
    }
    // Istio merges the routes of all of them and moves those that take everything to the end.
    let merged = gatewayObjects().flatMap(routes(of:))
    if merged.isEmpty { return .noRoute }
    return .routes(merged.filter { !$0.isCatchAll } + merged.filter(\.isCatchAll))
  }

  private func gatewayObjects() -> [VirtualService] {
    let host = HostName.withoutPort(client.host).lowercased()
    guard let gateway = configuration.gateway(named: client.gateway) else { return [] }
    let servers = gateway.servers.filter { $0.port == client.port }
    return configuration.virtualServices(forHost: host, from: client.namespace, gateway: client.gateway) { object in
      servers.contains {
        $0.admits(host: host, ofNamespace: object.namespace, gatewayNamespace: gateway.namespace)
      }
    }
  }

  private static func covers(_ server: GatewayServer, _ host: String) -> Bool {
    server.hosts.contains { entry in
      HostName.matches(host, pattern: entry.split(separator: "/").last.map(String.init) ?? entry)
    }
  }

  private func routes(of object: VirtualService) -> [CompiledRoute] {
    var compiled: [CompiledRoute] = []
    for (index, route) in object.http.enumerated() {
      guard let matches = matches(of: route, in: object) else { continue }
      if let delegate = route.delegate {
        compiled += routes(delegatedBy: route, delegate, matches, in: object)
      } else if let made = compile(
        route, alternatives: matches.map { .init(matches: [CompiledMatch($0)]) }, in: object, index: index,
        isCatchAll: route.isCatchAll)
      {
        compiled.append(made)
      }
    }
    return compiled
  }

  /// The matches that can hold for this client; nil if the route is not for it at all.
  func matches(of route: HTTPRoute, in object: VirtualService) -> [HTTPMatch]? {
    let matches = route.matches.filter { match in
      if !match.gateways.isEmpty {
        let names = match.gateways.map { VirtualService.gatewayName($0, in: object.namespace) }
        guard names.contains(client.gateway) else { return false }
      }
      if let namespace = match.sourceNamespace, namespace != client.namespace { return false }
      if let port = match.port, port != client.port { return false }
      return true
    }
    return matches.isEmpty && !route.matches.isEmpty ? nil : matches
  }

  /// The routes of another VirtualService under the conditions of this one; what the delegate leaves open, the root
  /// decides.
  private func routes(
    delegatedBy root: HTTPRoute, _ delegate: HTTPRoute.Delegate, _ rootMatches: [HTTPMatch], in object: VirtualService
  ) -> [CompiledRoute] {
    let namespace = delegate.namespace.flatMap { $0.isEmpty ? nil : $0 } ?? object.namespace
    guard let target = configuration.virtualService(namespace: namespace, name: delegate.name), target.hosts.isEmpty
    else { return [] }
    return target.http.enumerated().compactMap { index, route in
      // One level only: a delegate does not delegate.
      guard route.delegate == nil, let matches = matches(of: route, in: target) else { return nil }
      var alternatives: [CompiledRoute.Alternative] = []
      for outer in rootMatches.isEmpty ? [nil] : rootMatches.map(Optional.some) {
        for inner in matches.isEmpty ? [nil] : matches.map(Optional.some) {
          let both = [outer, inner].compactMap(\.self)
          if !both.isEmpty { alternatives.append(.init(matches: both.map(CompiledMatch.init))) }
        }
      }
      var merged = route
      merged.rewrite = route.rewrite ?? root.rewrite
      merged.timeout = route.timeout ?? root.timeout
      merged.retries = route.retries ?? root.retries
      merged.fault = route.fault ?? root.fault
      if route.mirrors.isEmpty { merged.mirrors = root.mirrors }
      if route.headers.isEmpty { merged.headers = root.headers }
      return compile(
        merged, alternatives: alternatives, in: target, index: index, isCatchAll: root.isCatchAll && route.isCatchAll)
    }
  }

  private func compile(
    _ route: HTTPRoute, alternatives: [CompiledRoute.Alternative], in object: VirtualService, index: Int,
    isCatchAll: Bool
  ) -> CompiledRoute? {
    let location = RouteLocation(virtualService: object.reference, index: index, name: route.name)
    let action: CompiledRoute.Action
    if let redirect = route.redirect {
      action = .redirect(redirect)
    } else if let answer = route.directResponse {
      action = .directResponse(answer)
    } else if !route.destinations.isEmpty {
      action = .forward(forward(route, in: object, location))
    } else {
      return nil
    }
    return CompiledRoute(
      alternatives: route.isCatchAll && isCatchAll ? [] : alternatives, action: action, rewrite: route.rewrite,
      location: location, isCatchAll: isCatchAll)
  }

  private func forward(_ route: HTTPRoute, in object: VirtualService, _ location: RouteLocation) -> ForwardDecision {
    let shares = RouteDestination.shares(route.destinations)
    func fqdn(_ host: String) -> String {
      HostName.fqdn(host, namespace: object.namespace, domain: configuration.domain)
    }
    // A weight of 0 leaves the destination out of the proxy's configuration.
    let destinations = zip(route.destinations, shares).filter { $0.1 > 0 }.map { entry, share in
      destination(
        host: fqdn(entry.host), subset: entry.subset, port: entry.port, weight: entry.weight ?? 0, share: share,
        headers: entry.headers)
    }
    let mirrors = route.mirrors.map { mirror in
      destination(
        host: fqdn(mirror.host), subset: mirror.subset, port: mirror.port, weight: 0, share: mirror.percent / 100,
        headers: HeaderOperations())
    }
    return ForwardDecision(
      destinations: destinations, fault: route.fault, timeout: route.timeout,
      retries: route.retries.map { RetryPolicy($0) } ?? .meshDefault, mirrors: mirrors, path: "", authority: "",
      headers: route.headers, route: location)
  }

  private func destination(
    host: String, subset: String?, port: Int?, weight: Int, share: Double, headers: HeaderOperations
  ) -> WeightedDestination {
    let service = configuration.service(forHost: host)
    let ports = service?.ports ?? []
    let port = port ?? (ports.count == 1 ? ports.first?.number : nil) ?? client.port
    let rule = configuration.destinationRule(
      forHost: host, clientNamespace: client.namespace, clientLabels: client.labels)
    let definition = subset.flatMap { rule?.subset(named: $0) }
    let policy = TrafficPolicy()
      .overridden(by: rule?.trafficPolicy, port: port)
      .overridden(by: definition?.trafficPolicy, port: port)
    var status = WeightedDestination.Status.known
    if !configuration.isKnown(host: host) {
      status = .unknownHost
    } else if subset != nil, definition == nil {
      status = .undefinedSubset
    }
    return WeightedDestination(
      host: host, service: service?.id, subset: subset, port: port, weight: weight, share: share, headers: headers,
      labels: definition?.labels ?? [:], policy: policy, status: status)
  }
}
