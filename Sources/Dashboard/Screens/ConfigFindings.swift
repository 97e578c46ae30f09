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
    var services: [ServiceInfo]
    var workloads: [Workload]
    var listedKinds: Set<String>
    var namespaceInfos: [NamespaceInfo]
  }

  /// What of a workload matters to validation.
  private struct Workload: Hashable {
    var id: WorkloadID
    var labels: [String: String]
    var podLabels: Set<[String: String]>
    var isAmbient: Bool
    var isMeshed: Bool

    init(_ info: WorkloadInfo) {
      (id, labels) = (info.id, info.labels)
      podLabels = Set(info.pods.map(\.labels))
      isAmbient = info.pods.contains(where: \.isAmbient)
      isMeshed = info.pods.allSatisfy(\.isMeshed)
    }
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
    for document in configuration.otherObjects {
      versions[ObjectReference(document: document)] = document["metadata"]?["resourceVersion"]?.string ?? ""
    }
    let now = Checked(
      versions: versions, services: configuration.services, workloads: configuration.workloads.map(Workload.init),
      listedKinds: configuration.listedKinds, namespaceInfos: configuration.namespaceInfos)
    guard now != checked else { return }
    checked = now
    var context = ValidationContext(inferredFrom: configuration)
    context.namespaces = namespaces.map(Set.init)
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
    for service in configuration.services where service.unboundWaypoint != nil {
      let reference = ObjectReference(kind: "Service", namespace: service.id.namespace, name: service.id.name)
      byHost[service.id.host(domain: configuration.domain), default: []].append(reference)
    }
    byObject = Dictionary(grouping: found, by: \.object).mapValues { $0.sorted() }
  }
}
