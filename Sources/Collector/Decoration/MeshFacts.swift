import MeshModel
import TrafficConfig

/// What the configuration says of nodes, worked out once per change of it.
struct MeshFacts: Sendable {
  let configuration: MeshConfiguration
  /// The clusters that the polled proxies belong to; a node of another cluster is not ours to decorate.
  let homeClusters: Set<String>
  let externalHosts: Set<String>
  /// Those that are meant to end, the first due in front.
  let expiringEdits: [ExpiringEdit]
  let weights: ConfiguredWeights
  /// The pods' addresses.
  let addresses: AddressBook
  private let serviceBadges: ServiceBadges
  private let gatewaySelectors: [[String: String]]
  private let workloadsByName: [String: WorkloadInfo]
  private let workloadsByApp: [String: [WorkloadInfo]]

  init(configuration: MeshConfiguration, homeClusters: Set<String> = []) {
    self.configuration = configuration
    self.homeClusters = homeClusters
    expiringEdits = configuration.expiringEdits
    externalHosts = Set(configuration.externalHosts)
    serviceBadges = ServiceBadges(configuration)
    weights = ConfiguredWeights(configuration, hosts: serviceBadges.routedHosts)
    gatewaySelectors = configuration.gateways.map(\.selector).filter { !$0.isEmpty }
    var byName: [String: WorkloadInfo] = [:]
    var byApp: [String: [WorkloadInfo]] = [:]
    for workload in configuration.workloads {
      byName["\(workload.id.namespace)/\(workload.id.name)"] = workload
      byApp["\(workload.id.namespace)/\(workload.app ?? workload.id.name)", default: []].append(workload)
    }
    workloadsByName = byName
    let home = homeClusters.count == 1 ? homeClusters.first : nil
    var addresses = AddressBook()
    for workload in configuration.workloads {
      let end = FlowKey.End(
        cluster: home ?? workload.id.cluster, namespace: workload.id.namespace, workload: workload.id.name,
        app: workload.app ?? MeshDefaults.unknown, version: workload.version ?? MeshDefaults.unknown)
      for pod in workload.pods { addresses.add(pod: pod.ip, end) }
    }
    self.addresses = addresses
    workloadsByApp = byApp
  }

  /// Whether a cluster label names the cluster that the configuration is of.
  func isHome(_ cluster: String) -> Bool {
    !cluster.isKnown || homeClusters.isEmpty || homeClusters.contains(cluster)
  }

  /// The workloads that a node stands for.
  func workloads(of node: NodeIdentity) -> [WorkloadInfo] {
    guard isHome(node.cluster) else { return [] }
    if let name = node.workload { return workloadsByName["\(node.namespace)/\(name)"].map { [$0] } ?? [] }
    guard node.kind == .app, let app = node.app else { return [] }
    let all = workloadsByApp["\(node.namespace)/\(app)"] ?? []
    guard let version = node.version else { return all }
    return all.filter { $0.version == version }
  }

  /// The badges of a node, in the order in which `Badge` has them.
  func badges(of node: NodeIdentity) -> [Badge] {
    if node.isEgress { return [.egress] }
    guard isHome(node.cluster) else { return [] }
    var found: Set<Badge> = []
    switch node.kind {
    case .service:
      if let name = node.service { found = serviceBadges.badges(namespace: node.namespace, service: name) }
    case .serviceEntry:
      if let host = node.service { found = serviceBadges.badges(host: host) }
    case .workload, .app:
      for workload in workloads(of: node) {
        let isGateway = isGateway(workload)
        if isGateway { found.insert(.gateway) }
        if !isGateway && isOutOfMesh(workload) { found.insert(.outOfMesh) }
        if serviceBadges.hasCircuitBreaker(workload) { found.insert(.circuitBreaker) }
      }
    case .unknown: break
    }
    return Badge.allCases.filter(found.contains)
  }

  private func isGateway(_ workload: WorkloadInfo) -> Bool {
    workload.pods.contains { $0.proxy == .gateway }
      || gatewaySelectors.contains { selector in selector.allSatisfy { workload.labels[$0.key] == $0.value } }
  }

  /// Without a proxy in any pod; the control plane has none by design.
  private func isOutOfMesh(_ workload: WorkloadInfo) -> Bool {
    !configuration.isRoot(workload.id.namespace) && !workload.pods.isEmpty
      && !workload.pods.contains(where: \.isMeshed)
  }
}
