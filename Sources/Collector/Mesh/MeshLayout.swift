import Kubernetes
import MeshModel

/// Which control planes there are and what belongs to which: put together from what can be read, of which narrow rights
/// may leave only the pods.
struct MeshLayout: Sendable {
  /// Sorted by id.
  private(set) var controlPlanes: [ControlPlaneInfo]
  /// The root namespace of the control plane that most proxies belong to.
  let rootNamespace: String
  /// The root namespaces of the others' clients, by the clients' namespace.
  private(set) var rootNamespaces: [String: String] = [:]
  let domain: String
  let trustDomain: String?

  /// - Parameters:
  ///   - pods: of all namespaces that are seen.
  ///   - records: the istiods that are seen.
  ///   - configs: the mesh configurations that are seen.
  init(pods: [PodRecord], records: [ControlPlaneRecord], configs: [MeshConfigRecord]) {
    var planes: [ControlPlaneInfo] = []
    for record in records {
      var info = record.info
      let own = configs.filter { $0.namespace == info.namespace }
      if let config = own.first(where: { $0.revision == info.revision }) ?? (own.count == 1 ? own.first : nil) {
        info.rootNamespace = config.rootNamespace ?? info.namespace
        info.trustDomain = config.trustDomain
      }
      planes.append(info)
    }
    controlPlanes = planes.sorted { $0.id < $1.id }

    var counts: [String: Int] = [:]
    var homes: [String: [String: Int]] = [:]
    var domains: [String: Int] = [:]
    var trust: [String: Int] = [:]
    for pod in pods {
      guard let facts = pod.proxyFacts else { continue }
      if let domain = facts.domain { domains[domain, default: 0] += 1 }
      if let told = facts.trustDomain { trust[told, default: 0] += 1 }
      guard let home = facts.controlPlaneNamespace else { continue }
      let root = Self.root(of: home, revision: facts.revision, planes)
      counts[root, default: 0] += 1
      homes[pod.namespace, default: [:]][root, default: 0] += 1
    }
    let installed = planes.map { $0.rootNamespace ?? $0.namespace }
    let main = Self.most(counts) ?? installed.min() ?? MeshDefaults.rootNamespace
    rootNamespace = main
    rootNamespaces = homes.compactMapValues(Self.most).filter { $0.value != main }
    domain = Self.most(domains) ?? MeshDefaults.domain
    trustDomain = Self.most(trust) ?? planes.first { ($0.rootNamespace ?? $0.namespace) == main }?.trustDomain
  }

  /// The root namespace of a control plane that lies in a namespace; the namespace itself unless its configuration says
  /// otherwise.
  private static func root(of home: String, revision: String?, _ planes: [ControlPlaneInfo]) -> String {
    let there = planes.filter { $0.namespace == home }
    let plane = there.first { $0.revision == revision } ?? there.first
    return plane?.rootNamespace ?? home
  }

  /// The most frequent; of equals the first by name.
  private static func most(_ counts: [String: Int]) -> String? {
    counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }
}
