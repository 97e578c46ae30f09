import MeshModel

extension MeshConfiguration {
  /// The services whose workloads are seen to call a service.
  ///
  /// - Complexity: O(edges, and for each caller its namespace's workloads and services).
  public func callers(of service: ServiceID, in snapshot: MeshSnapshot) -> [ServiceID] {
    let nodes = Dictionary(snapshot.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var found: Set<ServiceID> = []
    for edge in snapshot.edges {
      guard let target = nodes[edge.target], target.kind == .service, target.service == service.name,
        target.namespace == service.namespace, let source = nodes[edge.source]
      else { continue }
      let callers = workloads.filter { workload in
        workload.id.namespace == source.namespace
          && (workload.id.name == source.workload || (source.app != nil && workload.app == source.app))
      }
      for candidate in services
      where callers.contains(where: { $0.id.namespace == candidate.id.namespace && candidate.selects($0.labels) }) {
        found.insert(candidate.id)
      }
    }
    return found.subtracting([service]).sorted()
  }
}
