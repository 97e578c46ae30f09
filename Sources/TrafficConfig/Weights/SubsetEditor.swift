import Documents
import MeshModel
import Texts

/// Adds subsets to the DestinationRule of a service, or makes one.
struct SubsetEditor {
  let configuration: MeshConfiguration
  let service: ServiceInfo
  let apiVersion: String
  private var added: [(name: String, labels: [String: String])] = []
  private(set) var notes: [String] = []
  private let host: String

  init(configuration: MeshConfiguration, service: ServiceInfo, apiVersion: String) {
    self.configuration = configuration
    self.service = service
    self.apiVersion = apiVersion
    host = service.id.host(domain: configuration.domain)
  }

  /// A name for the subset of a version: the version, made a DNS label.
  func name(forVersion version: String) -> String {
    let letters = version.map { character -> Character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    let trimmed = letters.drop { $0 == "-" }.reversed().drop { $0 == "-" }.reversed()
    let base = trimmed.isEmpty ? "version" : String(String(trimmed).prefix(60))
    let taken = Set((configuration.destinationRule(forHost: host)?.subsets ?? []).map(\.name) + added.map(\.name))
    return FreeName.find(base, suffix: "x") { taken.contains($0) }
  }

  mutating func add(_ name: String, labels: [String: String]) { added.append((name, labels)) }

  /// The write that defines the subsets; nil if there are none to add.
  mutating func change() -> ObjectChange? {
    guard !added.isEmpty else { return nil }
    let entries = added.map { JSONValue.object(["name": .string($0.name), "labels": JSONValue($0.labels)]) }
    guard let rule = existingRule() else { return creation(entries) }
    var document = rule.document
    let path: JSONPath = ["spec", "subsets"]
    document[path] = .array((document[path]?.array ?? []) + entries)
    return ObjectChange(
      reference: rule.reference, apiVersion: rule.apiVersion ?? apiVersion, before: rule.document, after: document)
  }

  /// The rule that counts for clients in the service's namespace, if it is for exactly this host.
  func existingRule() -> DestinationRule? {
    guard let effective = configuration.destinationRule(forHost: host) else { return nil }
    let object = configuration.destinationRules.first { $0.reference == effective.reference }
    guard let object,
      HostName.fqdn(object.host, namespace: object.namespace, domain: configuration.domain) == host
    else { return nil }
    return object
  }

  private mutating func creation(_ entries: [JSONValue]) -> ObjectChange {
    let made = newDocument(subsets: entries)
    notes += made.notes
    return ObjectChange(
      reference: ObjectReference(document: made.document), apiVersion: apiVersion, before: nil, after: made.document)
  }

  /// A rule for exactly this service, and what is to say about it.
  func newDocument(subsets entries: [JSONValue]) -> (document: JSONValue, notes: [String]) {
    var spec: JSONObject = ["host": .string(host)]
    var notes: [String] = []
    if let wide = configuration.destinationRule(forHost: host), let policy = wide.spec["trafficPolicy"] {
      // The new rule hides the wider one; without its policy, mutual TLS could break.
      spec["trafficPolicy"] = policy
      notes.append(
        tr("\(wide.reference) (host \(wide.host)) no longer counts for \(service.id); its traffic policy is copied."))
    }
    if !entries.isEmpty { spec["subsets"] = .array(entries) }
    let namespace = service.id.namespace
    let name = FreeName.find(service.id.name, suffix: "subsets") { name in
      configuration.destinationRules.contains { $0.name == name && $0.namespace == namespace }
    }
    let document = NewObject.document(
      kind: DestinationRule.kind, apiVersion: apiVersion, namespace: namespace, name: name, spec: spec)
    return (document, notes)
  }
}
