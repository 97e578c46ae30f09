import MeshModel

extension MeshSnapshot {
  /// While not one proxy can be read, the traffic seen last stays with its time, so that its age tells how old it is:
  /// an outage of the way to the mesh must not look like a mesh without traffic.
  ///
  /// - Parameter before: the look before; nil for the first.
  mutating func keepTraffic(of before: MeshSnapshot?) {
    guard let before, !before.nodes.isEmpty, isCutOff else { return }
    timestamp = before.timestamp
    windowSeconds = before.windowSeconds
    nodes = before.nodes
    edges = before.edges
    nodeHistory = before.nodeHistory
    edgeHistory = before.edgeHistory
  }

  /// Whether all that traffic is read from fails.
  private var isCutOff: Bool {
    if let store { return store.problem != nil }
    return !proxies.isEmpty && proxies.allSatisfy { if case .failing = $0.state { true } else { false } }
  }
}
