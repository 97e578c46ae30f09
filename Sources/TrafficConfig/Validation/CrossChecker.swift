import Documents
import MeshModel

/// Collects what is wrong between objects.
struct CrossChecker {
  let configuration: MeshConfiguration
  let context: ValidationContext
  private(set) var messages: [ValidationMessage] = []
  /// The names of the subsets of all rules, by the full name or wildcard of their host.
  private let subsetsByHost: [String: Set<String>]
  private let wildcardHosts: [String]

  init(configuration: MeshConfiguration, context: ValidationContext) {
    self.configuration = configuration
    self.context = context
    var subsets: [String: Set<String>] = [:]
    for rule in configuration.destinationRules {
      let host = HostName.fqdn(rule.host, namespace: rule.namespace, domain: configuration.domain)
      subsets[host, default: []].formUnion(rule.subsets.map(\.name))
    }
    subsetsByHost = subsets
    wildcardHosts = subsets.keys.filter(HostName.isWildcard)
  }

  mutating func add(
    _ code: String, _ level: ValidationMessage.Level, _ object: ObjectReference, _ path: String, _ message: String
  ) {
    messages.append(ValidationMessage(code: code, level: level, object: object, path: path, message: message))
  }

  func fqdn(_ host: String, in namespace: String) -> String {
    HostName.fqdn(host, namespace: namespace, domain: configuration.domain)
  }

  /// False only if the host is certain not to be there.
  func mayExist(_ host: String) -> Bool {
    if configuration.isKnown(host: host) { return true }
    if HostName.isWildcard(host) {
      return !context.services || configuration.serviceByHost.keys.contains { HostName.matches($0, pattern: host) }
        || !context.serviceEntries
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
    if subsetsByHost[host]?.contains(subset) == true { return true }
    return wildcardHosts.contains {
      HostName.matches(host, pattern: $0) && subsetsByHost[$0]?.contains(subset) == true
    }
  }
}
