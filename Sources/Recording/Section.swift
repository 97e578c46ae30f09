/// What the parts of a recorded moment are; the numbers are part of the file format.
enum Section: UInt8, CaseIterable, Sendable {
  case head = 1
  case nodes, edges, services, workloads, proxies, notices
  case virtualServices, destinationRules, gateways
  /// The newest history points, of what has one.
  case nodePoints, edgePoints
  case namespaces, controlPlanes
  /// ServiceEntries and what else is read but not changed.
  case otherObjects
  /// All of the cluster; `namespaces` has those that are shown.
  case clusterNamespaces
}
