import Documents
import MeshModel

/// Collects what is wrong between objects.
struct CrossChecker {
  let configuration: MeshConfiguration
  let context: ValidationContext
  private(set) var messages: [ValidationMessage] = []
  /// The hosts with a wildcard of all rules.
  private let wildcardHosts: Set<String>

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
    func isNamed(_ host: String) -> Bool {
      configuration.rulesByNamespace.values.contains { rules in
        rules[host]?.contains { rule in rule.subsets.contains { $0.name == subset } } ?? false
      }
    }
    return isNamed(host) || wildcardHosts.contains { HostName.matches(host, pattern: $0) && isNamed($0) }
  }
}
