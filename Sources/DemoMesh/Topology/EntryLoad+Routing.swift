import TrafficConfig

extension EntryLoad {
  /// Whether a VirtualService on the gateway is about this load: leads to its service, or names its host. Then there is
  /// no default entry route for it; see `MeshTopology.entries`.
  func isGoverned(by object: VirtualService, domain: String) -> Bool {
    let target = service.host(domain: domain)
    if object.hosts.contains(where: { $0 != "*" && HostName.matches(host, pattern: $0) }) { return true }
    return object.http.contains { route in
      route.destinations.contains { HostName.fqdn($0.host, namespace: object.namespace, domain: domain) == target }
    }
  }
}
