import MeshModel

/// The proxies of the workloads of which some could not be read at the last poll.
struct TroubledProxies {
  private struct Place: Hashable {
    var namespace: String
    var workload: String
  }
  private var byPlace: [Place: [ProxyStatus]] = [:]

  /// Linear in the number of proxies, and without look-ups while all of them answer.
  init(_ snapshot: MeshSnapshot) {
    for proxy in snapshot.proxies where proxy.isFailing {
      if let workload = proxy.workload { byPlace[Place(namespace: proxy.namespace, workload: workload)] = [] }
    }
    guard !byPlace.isEmpty else { return }
    for proxy in snapshot.proxies {
      if let workload = proxy.workload {
        byPlace[Place(namespace: proxy.namespace, workload: workload)]?.append(proxy)
      }
    }
  }

  var isEmpty: Bool { byPlace.isEmpty }

  /// Nil of a workload whose proxies all answer.
  func proxies(namespace: String, workload: String) -> [ProxyStatus]? {
    byPlace[Place(namespace: namespace, workload: workload)]
  }
}
