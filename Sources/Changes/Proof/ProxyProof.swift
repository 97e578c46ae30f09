import Kubernetes
import Texts
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
  let sample: ProxySample
  private let access: any ClusterAccess
  private let options: ChangeOptions

  /// Looks at the proxies before the write.
  static func prepare(
    _ needs: [SubsetNeed], namespace: String, access: any ClusterAccess, options: ChangeOptions
  ) async -> ProxyProof {
    let sample: ProxySample
    do throws(KubernetesError) {
      sample = try await ProxySample.find(namespace: namespace, access, options)
    } catch {
      let nobody = ProxySample(clients: [], total: 0, scope: "")
      return ProxyProof(
        means: .none(tr("the pods cannot be listed")), sample: nobody, access: access, options: options)
    }
    let clients = sample.clients
    func proof(_ means: Means) -> ProxyProof {
      ProxyProof(means: means, sample: sample, access: access, options: options)
    }
    guard !clients.isEmpty, let host = needs.first?.host else { return proof(.none(tr("no proxies were found"))) }
    if await configuration(of: clients[0], host: host, access, options) != nil { return proof(.configuration) }
    let counts = await ProxySample.gather(clients) { await updates(of: $0, access, options) }
    return counts.isEmpty
      ? proof(.none(tr("no proxy's configuration can be asked from here"))) : proof(.updates(counts))
  }

  /// Notes how many cluster updates each proxy had before the write of a DestinationRule; nil where there is nothing to
  /// prove.
  static func prepare(
    _ change: ObjectChange, access: any ClusterAccess, options: ChangeOptions
  ) async -> ProxyProof? {
    guard change.reference.kind == DestinationRule.kind, change.before?["spec"] != change.after?["spec"],
      let sample = try? await ProxySample.find(namespace: change.reference.namespace, access, options),
      !sample.clients.isEmpty
    else { return nil }
    let counts = await ProxySample.gather(sample.clients) { await updates(of: $0, access, options) }
    return ProxyProof(
      means: counts.isEmpty ? .none(tr("no proxy's configuration can be asked from here")) : .updates(counts),
      sample: sample, access: access, options: options)
  }

  /// Asks the proxies now.
  func standing(_ needs: [SubsetNeed]) async -> Standing {
    switch means {
    case .none: return Standing(confirmed: 0, asked: 0)
    case .configuration:
      var standing = Standing(confirmed: 0, asked: 0)
      let hosts = Set(needs.map(\.host))
      for host in hosts.sorted() {
        let known = await ProxySample.gather(sample.clients) {
          await Self.configuration(of: $0, host: host, access, options)
        }
        for clusters in known.values {
          let verdicts = needs.filter { $0.host == host }.compactMap { ProxyAnswer.hasSubset($0, in: clusters) }
          guard !verdicts.isEmpty else { continue }
          standing.asked += 1
          if verdicts.allSatisfy({ $0 }) { standing.confirmed += 1 }
        }
      }
      return standing
    case .updates(let before):
      let now = await ProxySample.gather(sample.clients.filter { before[$0.key] != nil }) {
        await Self.updates(of: $0, access, options)
      }
      // A proxy that restarted meanwhile starts counting anew, with the present configuration.
      let confirmed = now.filter { key, count in before[key].map { $0 != count } ?? false }.count
      return Standing(confirmed: confirmed, asked: now.count)
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
      namespace: pod.namespace, pod: pod.info.name, port: ProxyAnswer.statsPort,
      path: ProxyAnswer.updatesPath(of: ["cds"]),
      deadline: options.proxyDeadline)
    return bytes.flatMap { ProxyAnswer.updates($0, of: ["cds"]) }
  }
}
