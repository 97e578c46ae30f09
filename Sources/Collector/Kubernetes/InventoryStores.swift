import Documents
import Kubernetes
import MeshModel
import Texts
import TrafficConfig

/// The objects of a mesh as the watches left them, by the namespace that they were asked for; nil for all.
struct InventoryStores: Sendable {
  struct Key: Hashable, Sendable {
    var kind: String
    var scope: String?
  }

  var pods: [String?: ResourceStore<PodRecord>] = [:]
  var services: [String?: ResourceStore<ServiceRecord>] = [:]
  var controllers: [Key: ResourceStore<ControllerRecord>] = [:]
  var namespaces: ResourceStore<NamespaceRecord>?
  var virtualServices: [String?: ResourceStore<VirtualService>] = [:]
  var destinationRules: [String?: ResourceStore<DestinationRule>] = [:]
  var gateways: [String?: ResourceStore<Gateway>] = [:]
  /// ServiceEntries, Sidecars, PeerAuthentications and RequestAuthentications.
  var others: [Key: ResourceStore<JSONValue>] = [:]
  var controlPlanes: [String?: ResourceStore<ControlPlaneRecord>] = [:]
  /// By the namespace of the control plane.
  var meshConfigs: [String: ResourceStore<MeshConfigRecord>] = [:]
  /// The ztunnels of root namespaces that are not shown.
  var tunnels: [String: ResourceStore<PodRecord>] = [:]

  /// Where control planes are and where what counts for the whole mesh is, as far as is known.
  var rootNamespaces: Set<String> {
    var found: Set<String> = [MeshDefaults.rootNamespace]
    for store in pods.values {
      for pod in store.objects.values {
        if let home = pod.proxyFacts?.controlPlaneNamespace { found.insert(home) }
      }
    }
    found.formUnion(Self.all(meshConfigs).compactMap(\.rootNamespace))
    return found
  }

  /// Whether everything that matters has been read once, or cannot be.
  func isComplete(scopes: [String?], istio: Bool?) -> Bool {
    guard let istio else { return false }
    return scopes.allSatisfy { scope in
      pods[scope] != nil && services[scope] != nil && controllers[Key(kind: "deployments", scope: scope)] != nil
        && (!istio || virtualServices[scope] != nil && destinationRules[scope] != nil && gateways[scope] != nil)
    }
  }

  /// Puts the objects together. Linear in their number, but for sorting.
  func inventory(istioVersions: [String]?, discoveryError: KubernetesError?) -> MeshInventory {
    let podRecords = Self.all(pods)
    let controllerRecords = Self.all(controllers)
    let resolver = WorkloadResolver(replicaSets: controllerRecords.filter { $0.kind == "ReplicaSet" })
    let podsByNamespace = Dictionary(grouping: podRecords, by: \.namespace)
    let layout = MeshLayout(pods: podRecords, records: Self.all(controlPlanes), configs: Self.all(meshConfigs))
    let policies = policies(layout)
    var workloads = resolver.workloads(pods: podRecords, controllers: controllerRecords)
    if let policies {
      for i in workloads.indices {
        workloads[i].mutualTLS = policies.mode(namespace: workloads[i].id.namespace, labels: workloads[i].labels)
      }
    }
    var configuration = MeshConfiguration(
      virtualServices: Self.all(virtualServices), destinationRules: Self.all(destinationRules),
      gateways: Self.all(gateways),
      services: Self.all(services).map { $0.info(pods: podsByNamespace[$0.namespace] ?? []) },
      workloads: workloads, externalHosts: externalHosts, otherObjects: Self.all(others),
      rootNamespace: layout.rootNamespace, rootNamespaces: layout.rootNamespaces, domain: layout.domain,
      listedKinds: listedKinds,
      namespaceInfos: namespaces.map { $0.state == .current ? $0.sorted.map(\.info) : [] } ?? [])
    let scopes = Set(self.pods.keys.compactMap(\.self))
    if !scopes.isEmpty { configuration.namespaces = scopes }
    let proxies = (podRecords + Self.all(tunnels).filter { $0.info.proxy == .ztunnel }).filter {
      $0.info.hasProxy && $0.isRunning && !$0.isTerminating
    }
    .map { pod in
      ProxyTarget(
        id: "\(pod.namespace)/\(pod.info.name)", namespace: pod.namespace, pod: pod.info.name,
        workload: resolver.workloadName(of: pod),
        address: .pod(namespace: pod.namespace, name: pod.info.name, ip: pod.info.ip), kind: pod.info.proxy)
    }
    let troubles = podRecords.filter { !$0.isTerminating && !$0.isFinished }.compactMap { pod in
      pod.proxyTrouble.map { ("\(pod.namespace)/\(pod.info.name)", $0) }
    }
    var inventory = MeshInventory(
      configuration: configuration, proxies: proxies.sorted { $0.id < $1.id },
      namespaces: namespaces?.sorted.map(\.info.name) ?? [], notices: notices(istioVersions),
      troubles: Dictionary(troubles) { first, _ in first },
      controlPlaneProblem: problem(discoveryError))
    inventory.controlPlanes = layout.controlPlanes
    inventory.trustDomain = layout.trustDomain
    inventory.namespaceInfos = namespaceInfos(podsByNamespace, policies)
    inventory.notices += ControlPlaneNotices(controlPlanes: layout.controlPlanes, workloads: workloads).notices()
    return inventory
  }

  /// The kinds of which no list is missing or old, that of a root namespace included: what they do not have is not there.
  private var listedKinds: Set<String> {
    let shown = Set(pods.keys)
    let read = shown.contains(nil) ? shown : shown.union(rootNamespaces)
    var current: [String: Set<String?>] = [:]
    func add(_ stores: some Collection<ResourceStore<some Sendable>>) {
      for store in stores where store.state == .current {
        current[store.kind.kind, default: []].insert(store.namespace)
      }
    }
    add(controllers.values)
    let workloads = current.filter { $0.value.isSuperset(of: shown) }.keys
    current = [:]
    add(others.values)
    add(destinationRules.values)
    add(gateways.values)
    return Set(current.filter { $0.value.isSuperset(of: read) }.keys).union(workloads)
  }

  /// Nil where policies cannot be read, and until those of the namespaces that are shown have been.
  private func policies(_ layout: MeshLayout) -> MutualTLSPolicies? {
    let mine = others.filter { $0.key.kind == ResourceKind.peerAuthentications.plural }
    guard Set(pods.keys).isSubset(of: mine.keys.map(\.scope)), mine.values.contains(where: { $0.state == .current })
    else { return nil }
    let (main, others) = (layout.rootNamespace, layout.rootNamespaces)
    return MutualTLSPolicies(Self.all(mine)) { others[$0] ?? main }
  }

  /// The namespaces that are shown. What labels would tell, pods must where namespaces cannot be read.
  private func namespaceInfos(
    _ pods: [String: [PodRecord]], _ policies: MutualTLSPolicies?
  ) -> [NamespaceInfo] {
    let scopes = Set(self.pods.keys.compactMap(\.self))
    let known = (namespaces?.sorted ?? []).map(\.info)
    var infos = known.filter { scopes.isEmpty || scopes.contains($0.name) }
    let names = Set(infos.map(\.name))
    for name in scopes.union(pods.keys).subtracting(names) where known.isEmpty {
      let mine = pods[name] ?? []
      infos.append(
        NamespaceInfo(
          name: name, injects: mine.contains { $0.info.proxy?.isSidecar ?? false },
          isAmbient: mine.contains { $0.info.isAmbient }))
    }
    return infos.sorted { $0.name < $1.name }.map { info in
      var info = info
      info.mutualTLS = policies?.mode(namespace: info.name)
      return info
    }
  }

  private var externalHosts: [String] {
    let entries = Self.all(others.filter { $0.key.kind == ResourceKind.serviceEntries.plural })
    return Set(entries.flatMap { $0["spec"]?["hosts"]?.array?.compactMap(\.string) ?? [] }).sorted()
  }

  private static func all<Scope, Value>(_ stores: [Scope: ResourceStore<Value>]) -> [Value] {
    stores.values.flatMap(\.objects.values)
  }

  // MARK: What is amiss

  /// Without pods nothing is seen, so their list's error counts as the control plane's; else that of any other list, if
  /// it is more than a missing permission.
  private func problem(_ discoveryError: KubernetesError?) -> ControlPlaneProblem? {
    if let error = Self.errors(pods).first { return Self.problem(error) }
    let others =
      Self.errors(services) + Self.errors(controllers) + Self.errors(virtualServices) + Self.errors(destinationRules)
    let serious = others.filter { !Self.isOmission($0) }
    return (serious.first ?? discoveryError).map(Self.problem)
  }

  private func notices(_ istioVersions: [String]?) -> [Notice] {
    var notices: [Notice] = []
    if istioVersions?.isEmpty == true {
      notices.append(
        Notice(
          code: "no-istio",
          text: tr("The cluster does not serve \(ResourceKind.istioNetworking): no routing rules are known.")))
    }
    notices += StatusNotices.notices(
      Self.all(virtualServices).map { ($0.reference, $0.document) }
        + Self.all(destinationRules).map { ($0.reference, $0.document) }
        + Self.all(gateways).map { ($0.reference, $0.document) })
    if let unfollowed = WatchNotices(self).notice { notices.append(unfollowed) }
    let errors =
      Self.errors(services) + Self.errors(controllers) + Self.errors(virtualServices) + Self.errors(destinationRules)
      + Self.errors(gateways)
    let refused = errors.filter(\.isForbidden)
    if let first = refused.first {
      let resources = Set(refused.map(\.request.resource)).sorted().joined(separator: ", ")
      notices.append(
        Notice(code: "forbidden", text: tr("Not allowed to list \(resources): \(Self.line(first))")))
    }
    // Nothing is computed from these.
    let unseen = Set(Self.errors(others).filter(\.isForbidden).map(\.request.resource)).sorted()
    if !unseen.isEmpty {
      notices.append(
        Notice(
          code: "forbidden", level: .info,
          text: tr("Not allowed to list \(unseen.joined(separator: ", ")): the list of objects leaves them out.")))
    }
    return notices
  }

  private static func errors<Scope, Value>(_ stores: [Scope: ResourceStore<Value>]) -> [KubernetesError] {
    stores.values.compactMap { if case .stale(let error) = $0.state { error } else { nil } }
      .sorted { $0.operatorText < $1.operatorText }
  }

  /// Kinds that are not served or not allowed are left out, not waited for.
  private static func isOmission(_ error: KubernetesError) -> Bool {
    switch error.reason {
    case .forbidden, .notServed, .notFound: true
    default: false
    }
  }

  private static func problem(_ error: KubernetesError) -> ControlPlaneProblem {
    let kind: ControlPlaneProblem.Kind =
      switch error.reason {
      case .unreachable, .timeout, .stalled, .truncated: .unreachable
      case .noCredentials, .unauthorized: .unauthorized
      case .forbidden: .forbidden
      default: .other
      }
    return ControlPlaneProblem(kind, line(error))
  }

  static func line(_ error: KubernetesError) -> String {
    String(error.operatorText.map { $0.isNewline ? " " : $0 })
  }
}
