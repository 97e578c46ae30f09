import Documents

extension ObjectChecker {
  mutating func checkVirtualService(_ spec: DocumentNode) {
    let hosts = spec.elements("hosts")
    let gateways = spec.elements("gateways")
    let isDelegate = hosts.isEmpty
    let names = gateways.compactMap(\.value.string)
    let isOnMesh = names.isEmpty || names.contains(VirtualService.mesh)
    if isDelegate {
      if !gateways.isEmpty { error(["spec", "gateways"], "delegate virtual service must have no gateways specified") }
      for section in ["tls", "tcp"] where !spec.elements(section).isEmpty {
        error(["spec", .key(section)], "delegate virtual service must have no \(section) route")
      }
    }
    checkGatewayNames(gateways)
    checkHosts(hosts, isOnMesh: isOnMesh && !isDelegate)
    let http = spec.elements("http")
    if http.isEmpty, spec.elements("tls").isEmpty, spec.elements("tcp").isEmpty {
      error(spec.path, "http, tcp or tls must be provided in virtual service")
    }
    let hasGateway = isDelegate || names.contains { $0 != VirtualService.mesh }
    for route in http where route.value.object != nil {
      checkHTTPRoute(route, isDelegate: isDelegate, hasGateway: hasGateway)
    }
    for route in spec.elements("tls") { checkTLSRoute(route, hosts: hosts.compactMap(\.value.string)) }
    for route in spec.elements("tcp") { checkStreamRoute(route) }
    checkExportTo(spec, hasSelector: false)
  }

  mutating func checkGatewayNames(_ gateways: [DocumentNode]) {
    for gateway in gateways {
      guard let name = gateway.value.string, name != VirtualService.mesh else { continue }
      if let problem = NameRules.gatewayReference(name) {
        error(gateway.path, problem)
      } else if !name.contains("/"), name.contains(".") {
        warn(gateway.path, "using legacy gatewayName format \"\(name)\"; prefer the <namespace>/<name> format")
      }
    }
  }

  private mutating func checkHosts(_ hosts: [DocumentNode], isOnMesh: Bool) {
    var seen: [String] = []
    for host in hosts {
      guard let name = host.value.string else { continue }
      if !NameRules.isIP(name) {
        error(host, NameRules.wildcardDomain(name))
        if name == "*", isOnMesh {
          error(host.path, "wildcard host * is not allowed for virtual services bound to the mesh gateway")
        }
      }
      if seen.contains(name) {
        error(host.path, "duplicate host in virtual service: \(name)")
      } else if let other = seen.first(where: { HostName.overlaps($0, name) }) {
        error(host.path, "hosts in virtual service overlap: \(other) and \(name)")
      }
      seen.append(name)
    }
  }

  mutating func checkExportTo(_ spec: DocumentNode, hasSelector: Bool) {
    var seen = Set<String>()
    let entries = spec.elements("exportTo")
    for entry in entries {
      guard let name = entry.value.string else { continue }
      let key = name == "." ? namespace : name
      if !seen.insert(key).inserted {
        error(entry.path, "duplicate entries in exportTo for entry \(name)")
      } else if name == "~" || (name != "*" && name != "." && !NameRules.isLabel(name)) {
        error(entry.path, "only ., *, or a valid DNS 1123 label is allowed as exportTo entry, not \"\(name)\"")
      }
    }
    if seen.contains("*"), entries.count > 1 {
      error(
        ["spec", "exportTo"], "cannot have both public (*) and non-public exportTo values for a resource")
    }
    if hasSelector, !seen.isEmpty {
      if !seen.contains(namespace) {
        error(
          ["spec", "exportTo"],
          "destination rule with workload selector cannot have exportTo beyond current namespace")
      } else if seen.count > 1 {
        error(
          ["spec", "exportTo"],
          "destination rule with workload selector cannot have multiple entries in exportTo")
      }
    }
  }

  // MARK: tls and tcp

  private mutating func checkTLSRoute(_ route: DocumentNode, hosts: [String]) {
    let matches = route.elements("match")
    if matches.isEmpty { error(route.path, "TLS route must have at least one match condition") }
    for match in matches {
      let names = match.elements("sniHosts")
      if names.isEmpty { error(match.path.appending("sniHosts"), "TLS match must have at least one SNI host") }
      for node in names {
        guard let name = node.value.string else { continue }
        if NameRules.isIP(name) {
          warn(node.path, "using an IP address (\(name)) goes against SNI spec and most clients do not support this")
          continue
        }
        if name.hasPrefix("outbound_") { continue }
        error(node, NameRules.wildcardDomain(name))
        if !hosts.contains(where: { HostName.matches(name, pattern: $0) }) {
          error(node.path, "SNI host \"\(name)\" is not a compatible subset of the virtual service hosts: \(hosts)")
        }
      }
    }
    checkStreamRoute(route)
  }

  private mutating func checkStreamRoute(_ route: DocumentNode) {
    for match in route.elements("match") {
      for subnet in match.elements("destinationSubnets") {
        error(subnet, subnet.value.string.flatMap(NameRules.subnet))
      }
      checkCommonMatch(match)
    }
    if route.elements("route").isEmpty { error(route.path.appending("route"), "TCP/TLS route is required") }
    checkWeights(route)
  }

  /// Port, source and gateways, which every kind of match has.
  mutating func checkCommonMatch(_ match: DocumentNode) {
    if let port = match["port"], let number = port.value.int, number != 0 { error(port, NameRules.port(number)) }
    if let labels = match["sourceLabels"] { error(labels, NameRules.labels(labels.value.stringMap)) }
    if let namespace = match.text("sourceNamespace"), !NameRules.isLabel(namespace) {
      error(match.path.appending("sourceNamespace"), "sourceNamespace match \(namespace) is invalid")
    }
    checkGatewayNames(match.elements("gateways"))
  }

  // MARK: destinations

  /// The destinations of a route and their weights.
  mutating func checkWeights(_ route: DocumentNode) {
    let entries = route.elements("route")
    var total = 0
    for entry in entries {
      if let destination = entry["destination"] { checkDestination(destination) }
      if entry.has("headers") { checkHeaders(entry) }
      let weight = entry.int("weight") ?? 0
      if weight < 0 { error(entry.path.appending("weight"), "weight \(weight) < 0") }
      total += max(0, weight)
    }
    if entries.count > 1, total == 0 {
      error(route.path.appending("route"), "total destination weight = 0")
    }
  }

  mutating func checkDestination(_ destination: DocumentNode) {
    if let host = destination["host"], let name = host.value.string {
      if name == "*" {
        error(host.path, "invalid destination host \(name)")
      } else {
        error(host, NameRules.wildcardDomain(name))
      }
    }
    if let subset = destination.text("subset"), !NameRules.isLabel(subset) {
      error(destination.path.appending("subset"), "subset name is invalid: \"\(subset)\"")
    }
    if let port = destination["port"] {
      error(port, NameRules.port(port.int("number") ?? 0))
    }
  }
}
