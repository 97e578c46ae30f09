extension MeshSnapshot {
  /// The traffic that each version of a service takes now, by version name; a workload without one counts by its name.
  ///
  /// Read from the edges that leave the service's node, so it needs a graph with service nodes. Linear in the edges.
  public func observedVersions(of service: ServiceID) -> [String: RequestTotals] {
    let byID = Dictionary(nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var totals: [String: RequestTotals] = [:]
    for edge in edges where edge.protocol != .tcp {
      guard let source = byID[edge.source], source.kind == .service, source.service == service.name,
        source.namespace == service.namespace, source.cluster == service.cluster, let target = byID[edge.target]
      else { continue }
      let version = target.version ?? target.workload ?? target.name
      totals[version, default: RequestTotals()] =
        totals[version, default: RequestTotals()] + RequestTotals(rate: edge.rate, errorRate: edge.errorRate)
    }
    return totals
  }
}
