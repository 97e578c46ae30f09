import MeshModel

extension MeshSnapshot {
  /// Two versions of a service in the same time: from a given time on, or from when both had requests if that was later.
  ///
  /// - Parameters:
  ///   - name, other: as `canaryFigures` names them.
  ///   - start: seconds since 1970.
  /// - Returns: nil if not both had requests.
  /// - Complexity: O(nodes + edges + points of the service's edges).
  public func compared(
    _ name: String, with other: String, of service: ServiceID, since start: Double
  ) -> VersionComparison? {
    let begins = firstRequests(of: service, since: start)
    guard let one = begins[name], let two = begins[other] else { return nil }
    let figures = canaryFigures(of: service, since: max(one, two))
    guard let version = figures[name], let base = figures[other] else { return nil }
    return VersionComparison(name, version, with: other, base)
  }

  /// When the first point with requests began, by version.
  private func firstRequests(of service: ServiceID, since start: Double) -> [String: Double] {
    let byID = Dictionary(nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var begins: [String: Double] = [:]
    for edge in edges where edge.protocol != .tcp {
      guard let source = byID[edge.source], source.isService(service), let target = byID[edge.target],
        let first = edgeHistory[edge.id]?.first(where: { $0.since >= start && $0.rate > 0 })
      else { continue }
      let name = target.versionName
      begins[name] = min(begins[name] ?? .infinity, first.since)
    }
    return begins
  }
}

extension MeshNode {
  /// Whether it is the node of the service.
  func isService(_ id: ServiceID) -> Bool {
    kind == .service && service == id.name && namespace == id.namespace && cluster == id.cluster
  }

  /// The name of its version, else of the workload.
  var versionName: String { version ?? workload ?? name }
}
