import Documents
import MeshModel

extension CrossChecker {
  /// Destinations, subsets, ports and gateways that a VirtualService names.
  mutating func checkReferences(_ object: VirtualService) {
    for section in RouteSection.allCases {
      for (index, route) in (object.spec[section.rawValue]?.array ?? []).enumerated() {
        let path = JSONPath(["spec", .key(section.rawValue), .index(index)])
        for (entryIndex, entry) in (route["route"]?.array ?? []).enumerated() {
          let place: JSONPath = path.appending("route").appending(entryIndex).appending("destination")
          checkDestination(entry["destination"], object, place, isMirror: false)
        }
        if let mirror = route["mirror"], mirror != .null {
          checkDestination(mirror, object, path.appending("mirror"), isMirror: true)
        }
        for (entryIndex, entry) in (route["mirrors"]?.array ?? []).enumerated() {
          let place: JSONPath = path.appending("mirrors").appending(entryIndex).appending("destination")
          checkDestination(entry["destination"], object, place, isMirror: true)
        }
      }
    }
    guard context.gateways else { return }
    for (index, name) in (object.spec["gateways"]?.strings ?? []).enumerated() where name != VirtualService.mesh {
      let full = VirtualService.gatewayName(name, in: object.namespace)
      let namespace = full.split(separator: "/").first.map(String.init) ?? ""
      guard configuration.gateway(named: full) == nil, context.sees(namespace) else { continue }
      add("IST0101", .error, object.reference, "spec.gateways[\(index)]", "Referenced gateway not found: \"\(full)\"")
    }
  }

  private mutating func checkDestination(
    _ destination: JSONValue?, _ object: VirtualService, _ path: JSONPath, isMirror: Bool
  ) {
    guard let destination, let written = destination["host"]?.string else { return }
    let host = fqdn(written, in: object.namespace)
    let kind = isMirror ? "mirror host" : "host"
    guard mayExist(host) else {
      return add(
        "IST0101", .error, object.reference, path.appending("host").description,
        "Referenced \(kind) not found: \"\(written)\"")
    }
    let port = destination["port"]?["number"]?.int
    if let service = configuration.service(forHost: host), !service.ports.isEmpty {
      let numbers = service.ports.map(\.number)
      if let port, !numbers.contains(port) {
        add(
          "IST0101", .error, object.reference, path.appending("port").description,
          "Referenced host:port not found: \"\(written):\(port)\"")
      } else if port == nil, numbers.count > 1 {
        add(
          "IST0112", .error, object.reference, path.description,
          "This VirtualService routes to a host \"\(written)\" that exposes multiple ports "
            + "\(numbers.map(String.init).joined(separator: ", ")). Specifying a port in the destination is required "
            + "to disambiguate.")
      }
    }
    guard let subset = destination["subset"]?.string, !subset.isEmpty, context.destinationRules else { return }
    guard !isDefined(subset, of: host), configuration.isKnown(host: host) || context.namespaces == nil else { return }
    add(
      "IST0101", .error, object.reference, path.appending("subset").description,
      "Referenced host+subset in destinationrule not found: \"\(written)+\(subset)\"")
  }

  /// The old integer percentage of a delay.
  mutating func checkDeprecated(_ object: VirtualService) {
    for (index, route) in (object.spec["http"]?.array ?? []).enumerated()
    where route["fault"]?["delay"]?["percent"] != nil {
      add(
        "IST0002", .warning, object.reference, "spec.http[\(index)].fault.delay.percent",
        "Deprecated: use of percent in fault.delay; use percentage instead")
    }
  }

  /// A host of the object has to be served by each gateway that it names.
  mutating func checkGatewayHosts(_ object: VirtualService) {
    for (index, full) in object.gatewayNames.enumerated() where full != VirtualService.mesh {
      guard let gateway = configuration.gateway(named: full), !object.hosts.isEmpty else { continue }
      let isServed = object.hosts.contains { host in
        gateway.servers.contains {
          $0.admits(host: host, ofNamespace: object.namespace, gatewayNamespace: gateway.namespace)
        }
      }
      guard !isServed else { continue }
      add(
        "IST0132", .warning, object.reference, "spec.gateways[\(index)]",
        "one or more host [\(object.hosts.joined(separator: " "))] defined in VirtualService "
          + "\(object.namespace)/\(object.name) not found in Gateway \(full).")
    }
  }

  /// Several objects for one host on the mesh: all but the oldest are dead.
  mutating func checkMeshHosts() {
    var byHost: [String: [VirtualService]] = [:]
    for entry in configuration.entries where entry.gateways.contains(VirtualService.mesh) {
      for host in Set(entry.hosts) { byHost[host, default: []].append(entry.object) }
    }
    for (host, objects) in byHost where objects.count > 1 {
      for object in objects {
        let rivals = objects.filter { $0.reference == object.reference || Self.scopesOverlap($0, object) }
        guard rivals.count > 1 else { continue }
        let names = rivals.map { "\($0.namespace)/\($0.name)" }.sorted().joined(separator: ",")
        add(
          "IST0109", .error, object.reference, "spec.hosts",
          "The VirtualServices \(names) associated with mesh gateway define the same host \(host) which can lead to "
            + "undefined behavior. This can be fixed by merging the conflicting VirtualServices into a single resource."
        )
      }
    }
  }

  private static func scopesOverlap(_ a: VirtualService, _ b: VirtualService) -> Bool {
    func scope(_ object: VirtualService) -> Set<String> {
      let names = object.exportTo
      return names.isEmpty ? ["*"] : Set(names.map { $0 == "." ? object.namespace : $0 })
    }
    let first = scope(a)
    let second = scope(b)
    return first.contains("*") || second.contains("*") || !first.isDisjoint(with: second)
  }

  /// A gateway forwards to a host without a subset, though the mesh's own rule of that host knows subsets.
  mutating func checkIngressSubsets() {
    var seen = Set<String>()
    for position in configuration.gatewayEntries {
      let entry = configuration.entries[position]
      let gateways = entry.gateways.filter { $0 != VirtualService.mesh }
      for destination in entry.object.http.flatMap(\.destinations) where destination.subset == nil {
        let host = fqdn(destination.host, in: entry.object.namespace)
        guard let ruled = meshRule(of: host), ruled.object.reference != entry.object.reference else { continue }
        for gateway in gateways where !ruled.gateways.contains(gateway) {
          let object = ruled.object
          guard seen.insert("\(object.reference) \(gateway)").inserted else { continue }
          add(
            "IST0140", .warning, object.reference, "spec.http",
            "Subset in virtual service \(object.namespace)/\(object.name) has no effect on ingress gateway \(gateway) "
              + "requests: \(entry.object.namespace)/\(entry.object.name) routes them")
        }
      }
    }
  }

  /// The object on the mesh that routes a host to subsets.
  private func meshRule(of host: String) -> VirtualServiceEntry? {
    (configuration.entriesByHost[host] ?? []).lazy.map { configuration.entries[$0] }.first { entry in
      guard entry.gateways.contains(VirtualService.mesh) else { return false }
      let destinations = entry.object.http.flatMap(\.destinations) + entry.object.tcp.flatMap(\.destinations)
      return destinations.contains { $0.subset != nil }
    }
  }
}
