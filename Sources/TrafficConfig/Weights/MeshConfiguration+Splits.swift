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

  /// The split that holds for all requests to a service: that of its routes on the mesh, else that of its routes on
  /// gateways. Nil where no route chooses among versions, and where two routes share their requests out differently,
  /// since no weight is then the service's.
  public func commonSplit(ofService id: ServiceID) -> RouteSplit? {
    let host = id.host(domain: domain)
    let routes = splits(ofService: id).filter { split in
      split.location != nil && split.rows.contains { $0.host == host }
    }
    let onMesh = routes.filter(\.isOnMesh)
    let deciding = onMesh.isEmpty ? routes : onMesh
    func shares(_ split: RouteSplit) -> Set<String> {
      Set(split.rows.filter { $0.percent > 0 }.map { "\($0.version) \($0.percent)" })
    }
    guard let first = deciding.first, first.rows.contains(where: \.isInRoute),
      deciding.allSatisfy({ shares($0) == shares(first) })
    else { return nil }
    return first
  }
}
