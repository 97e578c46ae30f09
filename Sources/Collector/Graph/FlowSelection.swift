/// Which flows the wanted namespaces have part in.
struct FlowSelection: Sendable {
  /// Nil wants all.
  let namespaces: Set<String>?

  init(_ namespaces: [String]?) { self.namespaces = namespaces.map(Set.init) }

  /// Whether either end lies in a wanted namespace; a request that reached no workload counts by its service's.
  func wants(_ key: FlowKey) -> Bool {
    guard let namespaces else { return true }
    if namespaces.contains(key.source.namespace) || namespaces.contains(key.destination.namespace) { return true }
    return !key.destination.workload.isKnown && namespaces.contains(key.serviceNamespace)
  }

  /// Whether a node is outside: its namespace is known and not wanted.
  func isOutside(_ node: NodeIdentity) -> Bool {
    guard let namespaces, node.namespace.isKnown, node.kind != .unknown else { return false }
    return !namespaces.contains(node.namespace)
  }
}
