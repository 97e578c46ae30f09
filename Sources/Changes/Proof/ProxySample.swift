import Kubernetes
import Texts

/// The client proxies that are asked about a change.
struct ProxySample: Sendable {
  /// Those that are asked.
  let clients: [PodRecord]
  /// How many there are in all: the running proxies of pods that are not being deleted, gateways among them, as the
  /// graph counts them.
  let total: Int
  /// Where they were looked for, such as `in all namespaces`.
  let scope: String

  /// - Parameter namespace: where to look if looking everywhere is not allowed.
  static func find(
    namespace: String, _ access: any ClusterAccess, _ options: ChangeOptions
  ) async throws(KubernetesError) -> ProxySample {
    let (pods, scope) = try await pods(namespace: namespace, access)
    let proxies = pods.filter { $0.info.hasProxy && $0.isRunning && !$0.isTerminating }.sorted { $0.key < $1.key }
    return ProxySample(clients: spread(proxies, options.maxProxies), total: proxies.count, scope: scope)
  }

  /// Such as `7 of 7 client proxies in all namespaces`.
  func count(_ confirmed: Int, of asked: Int) -> String {
    let sampled = total > clients.count ? tr("asked, of \(total) ") : ""
    return tr("\(confirmed) of \(asked) client proxies \(sampled)\(scope)")
  }

  /// Evenly spread over the list, so that one namespace does not stand for all.
  static func spread<Element>(_ all: [Element], _ count: Int) -> [Element] {
    guard all.count > count, count > 0 else { return all }
    return (0..<count).map { all[$0 * all.count / count] }
  }

  /// Asks all, a few at a time; who does not answer is left out.
  static func gather<Value: Sendable>(
    _ pods: [PodRecord], _ ask: @escaping @Sendable (PodRecord) async -> Value?
  ) async -> [ObjectKey: Value] {
    await withTaskGroup(of: (ObjectKey, Value?).self) { group in
      var rest = pods[...]
      var result: [ObjectKey: Value] = [:]
      func addNext() {
        guard let pod = rest.popFirst() else { return }
        group.addTask { (pod.key, await ask(pod)) }
      }
      for _ in 0..<8 { addNext() }
      for await (key, value) in group {
        if let value { result[key] = value }
        addNext()
      }
      return result
    }
  }

  private static func pods(
    namespace: String, _ access: any ClusterAccess
  ) async throws(KubernetesError) -> ([PodRecord], scope: String) {
    do throws(KubernetesError) {
      return (try await access.pods(namespace: nil, labels: [:]), tr("in all namespaces"))
    } catch {
      guard error.isForbidden else { throw error }
      return (try await access.pods(namespace: namespace, labels: [:]), tr("in namespace \(namespace)"))
    }
  }
}
