extension MeshConfiguration {
  /// The VirtualServices that a proxy considers, in the order in which they count: those private to its namespace,
  /// those exported to it by name, then the public ones; oldest first within each.
  ///
  /// - Parameter gateway: `mesh`, or `namespace/name` of a Gateway.
  public func virtualServices(visibleFrom namespace: String, gateway: String) -> [VirtualService] {
    visible(entries.indices, from: namespace, gateway: gateway).map { entries[$0].object }
  }

  private func visible(_ positions: some Sequence<Int>, from namespace: String, gateway: String) -> [Int] {
    var groups: [[Int]] = [[], [], []]
    for position in positions where entries[position].gateways.contains(gateway) {
      if let group = entries[position].visibility(from: namespace) { groups[group].append(position) }
    }
    return groups.flatMap(\.self)
  }

  /// The VirtualServices that decide over a host, those that count first; on a gateway their routes are merged, on
  /// the mesh only the first is in effect. The most specific host counts; among equals the order of visibility.
  ///
  /// - Complexity: O(objects of the host and objects with wildcards).
  public func virtualServices(
    forHost fqdn: String, from namespace: String, gateway: String = VirtualService.mesh,
    where isAdmitted: (VirtualService) -> Bool = { _ in true }
  ) -> [VirtualService] {
    // An exact host is more specific than any wildcard.
    let exact = visible(entriesByHost[fqdn] ?? [], from: namespace, gateway: gateway).filter {
      isAdmitted(entries[$0].object)
    }
    if !exact.isEmpty { return exact.map { entries[$0].object } }
    var best: String?
    var found: [Int] = []
    for position in visible(wildcardEntries, from: namespace, gateway: gateway)
    where isAdmitted(entries[position].object) {
      for pattern in entries[position].hosts
      where HostName.isWildcard(pattern) && HostName.matches(fqdn, pattern: pattern) {
        if best.map({ HostName.isMoreSpecific(pattern, than: $0) }) ?? true {
          best = pattern
          found = [position]
        } else if pattern == best, found.last != position {
          found.append(position)
        }
      }
    }
    return found.map { entries[$0].object }
  }

  /// The VirtualService that is in effect for a host.
  public func virtualService(
    forHost fqdn: String, from namespace: String, gateway: String = VirtualService.mesh
  ) -> VirtualService? {
    virtualServices(forHost: fqdn, from: namespace, gateway: gateway).first
  }

  /// The object of that name.
  public func virtualService(namespace: String, name: String) -> VirtualService? {
    virtualServices.first { $0.name == name && $0.namespace == namespace }
  }

  /// The object that a reference such as `namespace/name` means.
  public func gateway(named fullName: String) -> Gateway? { gateways.first { $0.fullName == fullName } }
}
