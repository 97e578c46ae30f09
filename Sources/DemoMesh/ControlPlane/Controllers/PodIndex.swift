import Documents

/// Pods that have an address, found by namespace and labels.
struct PodIndex: Sendable {
  private var byLabel: [String: [StoredObject]] = [:]

  /// - Complexity: O(labels of all pods).
  init(_ pods: [StoredObject]) {
    for pod in pods.sorted(by: { $0.key < $1.key }) where pod.document.value("status", "podIP") != nil {
      for (key, value) in pod.labels { byLabel[Self.key(pod.key.namespace, key, value), default: []].append(pod) }
    }
  }

  /// The pods of a namespace that a selector, which must not be empty, picks; sorted.
  func pods(_ namespace: String, _ selector: [String: String]) -> [StoredObject] {
    let lists = selector.map { byLabel[Self.key(namespace, $0.key, $0.value)] ?? [] }
    guard let shortest = lists.min(by: { $0.count < $1.count }) else { return [] }
    return shortest.filter { pod in selector.allSatisfy { pod.labels[$0.key] == $0.value } }
  }

  private static func key(_ namespace: String, _ name: String, _ value: String) -> String {
    "\(namespace)\u{0}\(name)\u{0}\(value)"
  }
}
