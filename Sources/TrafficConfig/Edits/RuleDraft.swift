import Documents
import MeshModel
import Texts

/// The DestinationRule of a service while its policy is edited.
struct RuleDraft {
  let context: EditContext
  let service: ServiceInfo
  /// The live object; nil if it is created.
  let original: DestinationRule?
  var document: JSONValue
  private(set) var notes: [String] = []

  init(_ id: ServiceID, context: EditContext) throws(ChangeRefusal) {
    self.context = context
    service = try context.service(id)
    let host = service.id.host(domain: context.configuration.domain)
    let editor = SubsetEditor(configuration: context.configuration, service: service, apiVersion: context.apiVersion)
    original = editor.existingRule()
    if let original {
      document = original.document
    } else {
      let made = editor.newDocument(subsets: [])
      document = made.document
      notes = made.notes
    }
    let effective = context.configuration.destinationRule(forHost: host)
    if let original, let effective, original.document != effective.document {
      notes.append(tr("Several DestinationRules share the host: \(original.reference) is the one that counts first."))
    }
  }

  /// Where the policy of a subset, of a port, or of the whole service stands; what is missing on the way is made.
  mutating func policyPath(subset: String?, port: Int?) throws(ChangeRefusal) -> JSONPath {
    var path: JSONPath = ["spec", "trafficPolicy"]
    if let subset { path = try subsetPath(subset).appending("trafficPolicy") }
    guard let port else { return path }
    guard service.ports.isEmpty || service.ports.contains(where: { $0.number == port }) else {
      let known = service.ports.map { "\($0.number)" }.joined(separator: ", ")
      throw ChangeRefusal(.badValue, tr("\(service.id) has no port \(port). Known: \(known)."))
    }
    let list = path.appending("portLevelSettings")
    let entries = document[list]?.array ?? []
    if let index = entries.firstIndex(where: { $0["port"]?["number"]?.int == port }) { return list.appending(index) }
    // An entry for a port replaces the whole policy there, so the rest has to come along.
    var entry: JSONObject = ["port": ["number": JSONValue(port)]]
    let wide: JSONPath = ["spec", "trafficPolicy"]
    let widePort = document[wide.appending("portLevelSettings")]?.array?.first { $0["port"]?["number"]?.int == port }
    let base = widePort ?? document[wide]
    let copied = PolicyEdit.parts.filter { part in
      guard let value = document[path.appending(part)] ?? base?[part] else { return false }
      entry[part] = value
      return true
    }
    document[list] = .array(entries + [.object(entry)])
    if !copied.isEmpty {
      notes.append(
        tr(
          "Settings of a port replace all others there, so \(copied.joined(separator: ", ")) are copied to port \(port)."
        ))
    }
    return list.appending(entries.count)
  }

  private mutating func subsetPath(_ name: String) throws(ChangeRefusal) -> JSONPath {
    let list: JSONPath = ["spec", "subsets"]
    let entries = document[list]?.array ?? []
    if let index = entries.firstIndex(where: { $0["name"]?.string == name }) { return list.appending(index) }
    let versions = context.configuration.versions(of: service)
    guard let version = versions.first(where: { $0.name == name }), version.subset == nil else {
      let known = versions.map(\.name).joined(separator: ", ")
      throw ChangeRefusal(.unknownVersion, tr("\(service.id) has no subset or version \(name). Known: \(known)."))
    }
    let editor = SubsetEditor(configuration: context.configuration, service: service, apiVersion: context.apiVersion)
    let entry: JSONValue = ["name": .string(editor.name(forVersion: name)), "labels": JSONValue(version.labels)]
    document[list] = .array(entries + [entry])
    return list.appending(entries.count)
  }

  /// A subset's part replaces the service's whole part, so an edit of one field begins with a copy of that.
  mutating func inherit(_ part: String, at path: JSONPath) {
    guard path.steps.count > 2, path.steps[1] == "subsets", document[path.appending(part)] == nil,
      !path.steps.contains("portLevelSettings"), let base = document[["spec", "trafficPolicy", .key(part)]]
    else { return }
    document[path.appending(part)] = base
    notes.append(tr("A subset's \(part) replaces the service's, which is copied for a start."))
  }

  /// Takes a policy without settings away, since Istio refuses an empty one.
  mutating func removeIfEmpty(_ path: JSONPath) {
    var path = path
    if case .index? = path.steps.last {
      let keys = document[path]?.object?.keys ?? []
      guard keys.allSatisfy({ $0 == "port" }) else { return }
      document[path] = nil
      let list = JSONPath(path.steps.dropLast().map { $0 })
      if document[list]?.array?.isEmpty == true { document[list] = nil }
      path = JSONPath(list.steps.dropLast().map { $0 })
    }
    if document[path]?.object?.isEmpty == true { document[path] = nil }
  }

  func plan(title: String, sentence: String, notes more: [String]) -> ChangePlan {
    var changes: [ObjectChange] = []
    if document != original?.document {
      changes.append(
        ObjectChange(
          reference: ObjectReference(document: document), apiVersion: original?.apiVersion ?? context.apiVersion,
          before: original?.document, after: document))
    }
    let review = PlanReview(configuration: context.configuration, service: service, changes: changes)
    let sentences = [sentence] + (changes.isEmpty ? [tr("Nothing to change.")] : review.creations)
    return ChangePlan(
      title: title, sentence: sentences.joined(separator: " "), changes: changes, findings: review.findings,
      notices: review.ownership + notes + more)
  }
}
