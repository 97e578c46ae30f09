import Kubernetes
import TrafficConfig

/// Finds out whether the client proxies have taken new subsets, by the best means that the cluster allows.
struct ProxyProof: Sendable {
  /// What can be asked of the proxies.
  enum Means: Sendable, Hashable {
    /// Their configuration: certain.
    case configuration
    /// How many cluster updates each has taken, and how many it had before the write: a later one brings the subset.
    case updates([ObjectKey: Double])
    /// Nothing, and why.
    case none(String)
  }

  /// How far the proxies are.
  struct Standing: Sendable, Hashable {
    var confirmed: Int
    var asked: Int
    var isComplete: Bool { confirmed >= asked }
  }

  let means: Means
  /// The proxies that are asked.
  let clients: [PodRecord]
  /// How many there are in all: the running proxies of pods that are not being deleted, gateways among them, as the
  /// graph counts them.
  let total: Int
  /// Where they were looked for, such as `in all namespaces`.
  let scope: String
  private let access: any ClusterAccess
  private let options: ChangeOptions

  /// Looks at the proxies before the write.
  static func prepare(
    _ needs: [SubsetNeed], namespace: String, access: any ClusterAccess, options: ChangeOptions
  ) async -> ProxyProof {
    let pods: [PodRecord]
    let scope: String
    do throws(KubernetesError) {
      (pods, scope) = try await clientPods(namespace: namespace, access)
    } catch {
      let why = "the pods cannot be listed"
      return ProxyProof(means: .none(why), clients: [], total: 0, scope: "", access: access, options: options)
    }
    let proxies = pods.filter { $0.info.hasProxy && $0.isRunning && !$0.isTerminating }.sorted { $0.key < $1.key }
    let clients = sample(proxies, options.maxProxies)
    func proof(_ means: Means) -> ProxyProof {
      ProxyProof(
        means: means, clients: clients, total: proxies.count, scope: scope, access: access, options: options)
    }
    guard !clients.isEmpty, let host = needs.first?.host else { return proof(.none("no proxies were found")) }
    if await configuration(of: clients[0], host: host, access, options) != nil { return proof(.configuration) }
    let counts = await gather(clients) { await updates(of: $0, access, options) }
    return counts.isEmpty ? proof(.none("no proxy's configuration can be asked from here")) : proof(.updates(counts))
  }

  /// Asks the proxies now.
  func standing(_ needs: [SubsetNeed]) async -> Standing {
    switch means {
    case .none: return Standing(confirmed: 0, asked: 0)
    case .configuration:
      var standing = Standing(confirmed: 0, asked: 0)
      let hosts = Set(needs.map(\.host))
      for host in hosts.sorted() {
        let known = await Self.gather(clients) { await Self.configuration(of: $0, host: host, access, options) }
        for clusters in known.values {
          let verdicts = needs.filter { $0.host == host }.compactMap { ProxyAnswer.hasSubset($0, in: clusters) }
          guard !verdicts.isEmpty else { continue }
          standing.asked += 1
          if verdicts.allSatisfy({ $0 }) { standing.confirmed += 1 }
        }
      }
      return standing
    case .updates(let before):
      let now = await Self.gather(clients.filter { before[$0.key] != nil }) {
        await Self.updates(of: $0, access, options)
      }
      // A proxy that restarted meanwhile starts counting anew, with the present configuration.
      let confirmed = now.filter { key, count in before[key].map { $0 != count } ?? false }.count
      return Standing(confirmed: confirmed, asked: now.count)
    }
  }

  /// Evenly spread over the list, so that one namespace does not stand for all.
  static func sample<Element>(_ all: [Element], _ count: Int) -> [Element] {
    guard all.count > count, count > 0 else { return all }
    return (0..<count).map { all[$0 * all.count / count] }
  }

  private static func clientPods(
    namespace: String, _ access: any ClusterAccess
  ) async throws(KubernetesError) -> ([PodRecord], scope: String) {
    do throws(KubernetesError) {
      return (try await access.pods(namespace: nil, labels: [:]), "in all namespaces")
    } catch {
      guard error.isForbidden else { throw error }
      return (try await access.pods(namespace: namespace, labels: [:]), "in namespace \(namespace)")
    }
  }

  private static func configuration(
    of pod: PodRecord, host: String, _ access: any ClusterAccess, _ options: ChangeOptions
  ) async -> Set<String>? {
    let bytes = try? await access.askProxy(
      namespace: pod.namespace, pod: pod.info.name, port: ProxyAnswer.adminPort,
      path: ProxyAnswer.configDumpPath(host: host), deadline: options.proxyDeadline)
    return bytes.flatMap(ProxyAnswer.clusters)
  }

  private static func updates(
    of pod: PodRecord, _ access: any ClusterAccess, _ options: ChangeOptions
  ) async -> Double? {
    let bytes = try? await access.askProxy(
      namespace: pod.namespace, pod: pod.info.name, port: ProxyAnswer.statsPort, path: ProxyAnswer.updatesPath,
      deadline: options.proxyDeadline)
    return bytes.flatMap(ProxyAnswer.clusterUpdates)
  }

  /// Asks all, a few at a time; who does not answer is left out.
  private static func gather<Value: Sendable>(
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
}
