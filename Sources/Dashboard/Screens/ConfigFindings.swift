import MeshModel
import TrafficConfig

/// What validation says of all objects, kept until one of them changes: checking them is work, changes are seldom.
struct ConfigFindings: Sendable {
  /// Findings by object, the gravest first.
  private(set) var byObject: [ObjectReference: [ValidationMessage]] = [:]
  /// Objects by the full name of a host that they are about.
  private(set) var byHost: [String: [ObjectReference]] = [:]
  /// What was checked.
  private var checked: Checked?

  private struct Checked: Hashable {
    var versions: [ObjectReference: String]
    var services: [ServiceID]
    var workloads: [WorkloadID: [String: String]]
  }

  subscript(_ reference: ObjectReference) -> [ValidationMessage] { byObject[reference] ?? [] }

  /// Of all objects that are about a service.
  func count(about host: String) -> FindingCount? {
    guard let objects = byHost[host] else { return nil }
    return FindingCount(objects.flatMap { self[$0] })
  }

  /// - Parameter namespaces: those that are seen; nil for all.
  /// - Complexity: O(objects) while none has changed.
  mutating func refresh(_ configuration: MeshConfiguration, namespaces: [String]?) {
    var versions: [ObjectReference: String] = [:]
    for object in configuration.virtualServices { versions[object.reference] = object.resourceVersion ?? "" }
    for object in configuration.destinationRules { versions[object.reference] = object.resourceVersion ?? "" }
    for object in configuration.gateways { versions[object.reference] = object.resourceVersion ?? "" }
    let now = Checked(
      versions: versions, services: configuration.services.map(\.id),
      workloads: Dictionary(configuration.workloads.map { ($0.id, $0.labels) }) { first, _ in first })
    guard now != checked else { return }
    checked = now
    var context = ValidationContext(inferredFrom: configuration)
    context.namespaces = namespaces.map { Set($0 + [configuration.rootNamespace]) }
    var found = Validator.crossObject(configuration, context: context)
    byHost = [:]
    func about(_ reference: ObjectReference, _ hosts: [String]) {
      for host in Set(hosts.map { HostName.fqdn($0, namespace: reference.namespace, domain: configuration.domain) }) {
        byHost[host, default: []].append(reference)
      }
    }
    for object in configuration.virtualServices {
      found += Validator.webhook(object.document)
      about(object.reference, object.hosts)
    }
    for object in configuration.destinationRules {
      found += Validator.webhook(object.document)
      about(object.reference, [object.host])
    }
    for object in configuration.gateways { found += Validator.webhook(object.document) }
    byObject = Dictionary(grouping: found, by: \.object).mapValues { $0.sorted() }
  }
}
