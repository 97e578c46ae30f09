import MeshModel

extension MeshConfiguration {
  /// Every route that has a say in the traffic to a service: all routes of the VirtualService in effect on the mesh,
  /// then those routes of other VirtualServices on gateways that forward to the service. One split without a location
  /// if nothing governs it on the mesh.
  public func splits(ofService id: ServiceID) -> [RouteSplit] {
    guard let service = service(id) else { return [] }
    let builder = SplitBuilder(configuration: self, service: service)
    let host = id.host(domain: domain)
    let governing = virtualService(forHost: host, from: id.namespace)
    var splits = governing.map { builder.splits(of: $0, onlyToService: false) } ?? []
    if splits.isEmpty { splits.append(builder.defaultSplit()) }
    for position in gatewayEntries where entries[position].object.reference != governing?.reference {
      splits += builder.splits(of: entries[position].object, onlyToService: true)
    }
    return splits
  }
}
