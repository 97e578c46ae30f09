import Documents
import MeshModel

/// What routes traffic in a mesh at one moment: Istio's objects, the services and the workloads behind them.
///
/// Lookups follow Istio's rules (istiod's push context): which object of several counts, and for whom.
public struct MeshConfiguration: Sendable {
  /// Oldest first, then by name and namespace: the order in which Istio takes them.
  public let virtualServices: [VirtualService]
  /// Oldest first.
  public let destinationRules: [DestinationRule]
  /// Oldest first.
  public let gateways: [Gateway]
  /// Sorted by id.
  public let services: [ServiceInfo]
  /// Sorted by id.
  public let workloads: [WorkloadInfo]
  /// Hosts that ServiceEntries add to the registry.
  public let externalHosts: [String]
  /// What else is configured, and read but not changed: ServiceEntries, Sidecars, PeerAuthentications and
  /// RequestAuthentications, sorted by reference. In manifests also WorkloadEntries, AuthorizationPolicies and the
  /// Gateway API's Gateways and routes.
  public let otherObjects: [JSONValue]
  /// Of which kinds all objects are here, of the namespaces that were read, so that what is not here does not exist:
  /// `RequestAuthentication`, `Deployment` for all workloads, `kubernetesGateway` and so on.
  public let listedKinds: Set<String>
  /// What the labels of all namespaces say, sorted by name; empty where namespaces cannot be read.
  public let namespaceInfos: [NamespaceInfo]
  /// The namespace whose objects count for the whole mesh.
  public let rootNamespace: String
  /// The same for clients of namespaces that belong to another control plane, by the client's namespace.
  public let rootNamespaces: [String: String]
  /// The DNS domain of the cluster.
  public let domain: String
  /// The namespaces that were read, so that what is missing in others is not called missing; nil means all.
  public var namespaces: Set<String>?

  /// How `listedKinds` names the Gateway of the Gateway API.
  public static let kubernetesGateway = "Gateway.gateway.networking.k8s.io"

  /// Parallel to `virtualServices`.
  let entries: [VirtualServiceEntry]
  /// Positions in `entries` by exact full host.
  let entriesByHost: [String: [Int]]
  /// Positions of entries with a wildcard among their hosts.
  let wildcardEntries: [Int]
  /// Positions of entries that are bound to some gateway.
  let gatewayEntries: [Int]
  /// By full name.
  let serviceByHost: [String: ServiceInfo]
  /// The rules of each namespace, by the full name of their host.
  let rulesByNamespace: [String: [String: [DestinationRule]]]
  let workloadsByNamespace: [String: [WorkloadInfo]]
  /// By kind, oldest first.
  let othersByKind: [String: [OtherObject]]
  /// By name.
  let namespaceInfo: [String: NamespaceInfo]

  public init(
    virtualServices: [VirtualService] = [], destinationRules: [DestinationRule] = [], gateways: [Gateway] = [],
    services: [ServiceInfo] = [], workloads: [WorkloadInfo] = [], externalHosts: [String] = [],
    otherObjects: [JSONValue] = [], rootNamespace: String = MeshDefaults.rootNamespace,
    rootNamespaces: [String: String] = [:], domain: String = MeshDefaults.domain, listedKinds: Set<String> = [],
    namespaceInfos: [NamespaceInfo] = []
  ) {
    self.virtualServices = Self.sorted(virtualServices)
    self.destinationRules = Self.sorted(destinationRules)
    self.gateways = Self.sorted(gateways)
    self.services = services.sorted { $0.id < $1.id }
    self.workloads = workloads.sorted { $0.id < $1.id }
    self.externalHosts = externalHosts
    let others = otherObjects.map(OtherObject.init).sorted { $0.reference < $1.reference }
    self.otherObjects = others.map(\.document)
    self.listedKinds = listedKinds
    self.namespaceInfos = namespaceInfos.sorted { $0.name < $1.name }
    self.rootNamespace = rootNamespace
    self.rootNamespaces = rootNamespaces
    self.domain = domain
    serviceByHost = Dictionary(services.map { ($0.id.host(domain: domain), $0) }) { first, _ in first }
    var rules: [String: [String: [DestinationRule]]] = [:]
    for rule in self.destinationRules {
      let host = HostName.fqdn(rule.host, namespace: rule.namespace, domain: domain)
      rules[rule.namespace, default: [:]][host, default: []].append(rule)
    }
    rulesByNamespace = rules
    workloadsByNamespace = Dictionary(grouping: self.workloads, by: \.id.namespace)
    othersByKind = Dictionary(grouping: others, by: \.reference.kind).mapValues { $0.sorted { $0.age < $1.age } }
    namespaceInfo = Dictionary(namespaceInfos.map { ($0.name, $0) }) { first, _ in first }
    let entries = self.virtualServices.map { VirtualServiceEntry($0, domain: domain) }
    self.entries = entries
    var byHost: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      for host in Set(entry.hosts) where !HostName.isWildcard(host) { byHost[host, default: []].append(index) }
    }
    entriesByHost = byHost
    wildcardEntries = entries.indices.filter { entries[$0].hosts.contains(where: HostName.isWildcard) }
    gatewayEntries = entries.indices.filter { entries[$0].gateways.contains { $0 != VirtualService.mesh } }
  }

  /// The same mesh with other objects.
  public func replacing(
    virtualServices: [VirtualService]? = nil, destinationRules: [DestinationRule]? = nil, gateways: [Gateway]? = nil
  ) -> MeshConfiguration {
    var changed = MeshConfiguration(
      virtualServices: virtualServices ?? self.virtualServices,
      destinationRules: destinationRules ?? self.destinationRules, gateways: gateways ?? self.gateways,
      services: services, workloads: workloads, externalHosts: externalHosts, otherObjects: otherObjects,
      rootNamespace: rootNamespace, rootNamespaces: rootNamespaces, domain: domain, listedKinds: listedKinds,
      namespaceInfos: namespaceInfos)
    changed.namespaces = namespaces
    return changed
  }

  /// Objects without a time are new, so they come last.
  private static func sorted<Object: IstioObject>(_ objects: [Object]) -> [Object] {
    objects
      .map { (key: ($0.creationTimestamp ?? "~", "\($0.name).\($0.namespace)"), object: $0) }
      .sorted { $0.key < $1.key }
      .map(\.object)
  }

  /// The namespace whose objects count for all clients of a namespace.
  public func rootNamespace(for client: String) -> String { rootNamespaces[client] ?? rootNamespace }

  /// Whether objects of a namespace count for the whole mesh.
  public func isRoot(_ namespace: String) -> Bool {
    namespace == rootNamespace || rootNamespaces.values.contains(namespace)
  }

  /// The service of a full name.
  public func service(forHost fqdn: String) -> ServiceInfo? { serviceByHost[fqdn] }

  public func service(_ id: ServiceID) -> ServiceInfo? {
    if let found = serviceByHost[id.host(domain: domain)], found.id == id { return found }
    return services.first { $0.id == id }
  }

  /// The workloads whose pods a service selects.
  public func workloads(of service: ServiceInfo) -> [WorkloadInfo] {
    (workloadsByNamespace[service.id.namespace] ?? []).filter {
      $0.id.cluster == service.id.cluster && service.selects($0.labels)
    }
  }

  /// Whether the registry knows a full name: as a service or by a ServiceEntry.
  public func isKnown(host fqdn: String) -> Bool {
    serviceByHost[fqdn] != nil || externalHosts.contains { HostName.matches(fqdn, pattern: $0) }
  }
}
