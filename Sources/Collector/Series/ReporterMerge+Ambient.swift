import MeshModel

extension ReporterMerge.Result {
  /// Leaves out the connections to and from waypoints: they carry the requests that the waypoint itself reports, from
  /// the caller to the service, so they would count each of these twice more.
  ///
  /// - Parameter waypoints: those that report, as `namespace/workload`.
  mutating func dropTunnelled(through waypoints: Set<String>) {
    func isTunnelled(_ key: FlowKey) -> Bool {
      key.protocol == .tcp
        && [key.source, key.destination].contains { waypoints.contains("\($0.namespace)/\($0.workload)") }
    }
    active.removeAll { isTunnelled($0.key) }
    idle.removeAll(where: isTunnelled)
  }
}
