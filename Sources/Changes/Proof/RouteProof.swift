import Kubernetes
import Texts
import TrafficConfig

/// Finds out whether the client proxies have taken a change of a VirtualService, by the best means that the cluster
/// allows.
struct RouteProof: Sendable {
  /// What can be asked of the proxies, and what they said before the write.
  enum Means: Sendable {
    /// Their routes: certain. And how many updates each had refused.
    case routes([ObjectKey: Former])
    /// How many updates each has taken; the reason why the routes are out of reach.
    case updates([ObjectKey: Double], why: String)
    /// Nothing, and why.
    case none(String)
  }

  struct Former: Sendable {
    var dump: RouteDump
    var rejections: Int
  }

  /// How far the proxies are.
  struct Standing: Sendable, Hashable {
    var confirmed = 0
    var asked = 0
    /// Proxies that are not there yet, and why.
    var behind: [ObjectKey: String] = [:]
    /// Of those, the ones that refused the update: waiting longer is of no use.
    var refused: Set<ObjectKey> = []

    var isComplete: Bool { asked > 0 && confirmed == asked }
    var isHopeless: Bool { !behind.isEmpty && refused.count == behind.count }
  }

  let expectation: RouteExpectation
  let means: Means
  let sample: ProxySample
  /// The ports of the service, where they name all routes of interest.
  private let ports: [Int]
  private let access: any ClusterAccess
  private let options: ChangeOptions

  private static let services = ["cds", "lds", "rds"]

  /// Looks at the proxies before the write; nil where there is nothing to prove.
  static func prepare(
    _ change: ObjectChange, access: any ClusterAccess, options: ChangeOptions
  ) async -> RouteProof? {
    guard let expectation = RouteExpectation(change) else { return nil }
    let sample: ProxySample
    do throws(KubernetesError) {
      sample = try await ProxySample.find(namespace: expectation.namespace, access, options)
    } catch {
      return RouteProof(
        expectation: expectation, means: .none(tr("the pods cannot be listed")),
        sample: ProxySample(clients: [], total: 0, scope: ""), ports: [], access: access, options: options)
    }
    // A mesh without proxies has nothing to prove.
    guard let first = sample.clients.first else { return nil }
    let ports = await ports(of: expectation, access)
    func proof(_ means: Means) -> RouteProof {
      RouteProof(
        expectation: expectation, means: means, sample: sample, ports: ports, access: access, options: options)
    }
    let why: String
    do throws(KubernetesError) {
      if RouteDump(try await admin(first, ProxyAnswer.routesPath(ports: ports), access, options)) != nil {
        return proof(.routes(await former(sample.clients, ports, access, options)))
      }
      why = tr("their admin interface answers with something else than a configuration")
    } catch {
      why = reason(error)
    }
    let counts = await ProxySample.gather(sample.clients) { await updates(of: $0, access, options) }
    return proof(counts.isEmpty ? .none(why) : .updates(counts, why: why))
  }

  /// Why the routes of the proxies cannot be read.
  private static func reason(_ error: KubernetesError) -> String {
    switch error.reason {
    case .forbidden: tr("running commands in their pods, RBAC's \"create pods/exec\", is not allowed")
    case .commandFailed, .server: tr("their admin interface does not answer")
    case .timeout: tr("their admin interface does not answer in time")
    default: error.operatorText
    }
  }

  /// Asks the proxies now.
  ///
  /// - Parameter withRejections: also asks those that are behind whether they refused the update.
  func standing(withRejections: Bool) async -> Standing {
    switch means {
    case .none: return Standing()
    case .routes(let former): return await standing(former, withRejections)
    case .updates(let before, _):
      let (access, options) = (access, options)
      let now = await ProxySample.gather(sample.clients.filter { before[$0.key] != nil }) {
        await Self.updates(of: $0, access, options)
      }
      var standing = Standing(asked: now.count)
      for (key, count) in now {
        // A proxy that restarted meanwhile starts counting anew, with the present configuration.
        if before[key] != count { standing.confirmed += 1 } else { standing.behind[key] = tr("took no update") }
      }
      return standing
    }
  }

  private func standing(_ former: [ObjectKey: Former], _ withRejections: Bool) async -> Standing {
    let (access, options, path) = (access, options, ProxyAnswer.routesPath(ports: ports))
    let dumps = await ProxySample.gather(sample.clients) { pod in
      (try? await Self.admin(pod, path, access, options)).flatMap(RouteDump.init)
    }
    var standing = Standing()
    var behind: [PodRecord] = []
    for pod in sample.clients {
      guard let dump = dumps[pod.key] else {
        // One that answered before and was a client then has something to prove.
        guard let old = former[pod.key], expectation.verdict(old.dump, former: nil, of: pod) != .noClient else {
          continue
        }
        standing.asked += 1
        standing.behind[pod.key] = tr("did not answer")
        continue
      }
      switch expectation.verdict(dump, former: former[pod.key]?.dump, of: pod) {
      case .noClient: continue
      case .shown:
        standing.asked += 1
        standing.confirmed += 1
      case .differs(let what):
        standing.asked += 1
        standing.behind[pod.key] = what
        behind.append(pod)
        if let error = dump.configurations.lazy.compactMap(\.error).first {
          standing.behind[pod.key] = tr("rejected them: \(error)")
          standing.refused.insert(pod.key)
        }
      }
    }
    guard withRejections else { return standing }
    let counts = await ProxySample.gather(behind) { await Self.rejections(of: $0, access, options) }
    for (key, count) in counts where !standing.refused.contains(key) {
      guard let before = former[key]?.rejections, count > before else { continue }
      standing.behind[key] = tr("rejected the update, its log says why")
      standing.refused.insert(key)
    }
    return standing
  }

  // MARK: - Questions

  private static func admin(
    _ pod: PodRecord, _ path: String, _ access: any ClusterAccess, _ options: ChangeOptions
  ) async throws(KubernetesError) -> [UInt8] {
    try await access.askProxy(
      namespace: pod.namespace, pod: pod.info.name, port: ProxyAnswer.adminPort, path: path,
      deadline: options.proxyDeadline)
  }

  private static func former(
    _ pods: [PodRecord], _ ports: [Int], _ access: any ClusterAccess, _ options: ChangeOptions
  ) async -> [ObjectKey: Former] {
    let path = ProxyAnswer.routesPath(ports: ports)
    return await ProxySample.gather(pods) { pod in
      guard let dump = (try? await admin(pod, path, access, options)).flatMap(RouteDump.init) else { return nil }
      return Former(dump: dump, rejections: await rejections(of: pod, access, options) ?? 0)
    }
  }

  private static func rejections(
    of pod: PodRecord, _ access: any ClusterAccess, _ options: ChangeOptions
  ) async -> Int? {
    (try? await admin(pod, ProxyAnswer.rejectionsPath, access, options)).map(ProxyAnswer.rejections)
  }

  private static func updates(
    of pod: PodRecord, _ access: any ClusterAccess, _ options: ChangeOptions
  ) async -> Double? {
    let bytes = try? await access.askProxy(
      namespace: pod.namespace, pod: pod.info.name, port: ProxyAnswer.statsPort,
      path: ProxyAnswer.updatesPath(of: services), deadline: options.proxyDeadline)
    return bytes.flatMap { ProxyAnswer.updates($0, of: services) }
  }

  /// The ports of the services that the object is for; empty if they do not name all its routes.
  private static func ports(of expectation: RouteExpectation, _ access: any ClusterAccess) async -> [Int] {
    guard expectation.isForSidecarsOnly else { return [] }
    var ports: Set<Int> = []
    for host in expectation.hosts.sorted() {
      guard let service = HostName.service(host),
        let record = try? await access.service(namespace: service.namespace, name: service.name)
      else { return [] }
      ports.formUnion(record.ports.map(\.number))
    }
    return ports.sorted()
  }
}
