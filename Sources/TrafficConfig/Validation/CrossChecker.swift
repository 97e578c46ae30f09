import Documents
import MeshModel

/// Collects what is wrong between objects.
struct CrossChecker {
  let configuration: MeshConfiguration
  let context: ValidationContext
  private(set) var messages: [ValidationMessage] = []
  /// The hosts with a wildcard of all rules.
  let wildcardHosts: Set<String>
  /// What PeerAuthentications say, once somebody has asked for it.
  private(set) lazy var mutualTLS = configuration.mutualTLS
  /// The ports of ServiceEntries, once somebody has asked for them.
  private(set) lazy var allEntryPorts = Self.entryPorts(configuration.othersByKind["ServiceEntry"] ?? [])

  init(configuration: MeshConfiguration, context: ValidationContext) {
    self.configuration = configuration
    self.context = context
    wildcardHosts = Set(configuration.rulesByNamespace.values.flatMap { $0.keys.filter(HostName.isWildcard) })
  }

  mutating func add(
    _ code: String, _ level: ValidationMessage.Level, _ object: ObjectReference, _ path: String, _ message: String
  ) {
    messages.append(ValidationMessage(code: code, level: level, object: object, path: path, message: message))
  }

  /// One of the objects that are not changed.
  mutating func check(_ object: OtherObject) {
    switch object.reference.kind {
    case "Sidecar": check(sidecar: object)
    case "PeerAuthentication": check(peerAuthentication: object)
    case "RequestAuthentication": check(requestAuthentication: object)
    case "ServiceEntry":
      check(serviceEntry: object)
      checkExports(object.reference, object.exportTo)
    default: break
    }
    checkStatus(object)
  }

  /// The labels of a workload's pods, or those that it gives them while it has none.
  static func labelSets(_ workload: WorkloadInfo) -> [[String: String]] {
    workload.pods.isEmpty ? [workload.labels] : workload.pods.map(\.labels)
  }

  func fqdn(_ host: String, in namespace: String) -> String {
    HostName.fqdn(host, namespace: namespace, domain: configuration.domain)
  }

  /// False only if the host is certain not to be there.
  func mayExist(_ host: String) -> Bool {
    if configuration.isKnown(host: host) { return true }
    if HostName.isWildcard(host) {
      return !context.services || !context.serviceEntries || context.namespaces != nil
        || configuration.serviceByHost.keys.contains { HostName.matches($0, pattern: host) }
        || configuration.externalHosts.contains { HostName.overlaps($0, host) }
    }
    if let service = HostName.service(host, domain: configuration.domain) {
      return !context.services || !context.sees(service.namespace)
    }
    // `reviews.prod` is no full name, but users mean the service by it: certain as soon as that one is there.
    let parts = host.split(separator: ".")
    if parts.count == 2, configuration.serviceByHost["\(host).svc.\(configuration.domain)"] != nil { return false }
    return !context.serviceEntries || context.namespaces != nil
  }

  /// Whether any rule of the host defines the subset: for which clients it is in effect, a route alone cannot tell.
  func isDefined(_ subset: String, of host: String) -> Bool {
    func isNamed(_ host: String) -> Bool {
      configuration.rulesByNamespace.values.contains { rules in
        rules[host]?.contains { rule in rule.subsets.contains { $0.name == subset } } ?? false
      }
    }
    return isNamed(host) || wildcardHosts.contains { HostName.matches(host, pattern: $0) && isNamed($0) }
  }
}
