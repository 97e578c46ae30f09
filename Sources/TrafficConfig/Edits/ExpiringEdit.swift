import Documents
import Texts

/// An edit that is meant to end, as the annotation of its object tells: what, by whom, until when, what was before.
public struct ExpiringEdit: Sendable, Hashable {
  /// What became of one key of the route; nil where the key is not there.
  struct Change: Sendable, Hashable {
    var before: JSONValue?
    var after: JSONValue?
  }

  /// The annotation that holds a list of these as JSON.
  public static let annotation = "vigla.dev/expiring"

  public var object: ObjectReference
  /// In words, such as `delays 100 % by 5s`.
  public var what: String
  public var author: String
  /// Seconds since 1970.
  public var until: Double
  /// The `match` of the route; nil for one without.
  var match: JSONValue?
  /// By the key in the route.
  var changes: [String: Change]
  /// The route itself was inserted for the edit.
  var isRuleNew: Bool
  /// The object was created for the edit.
  var isObjectNew: Bool

  public func isOverdue(at now: Double) -> Bool { until <= now }

  /// That its time is over, since when, and what ends it.
  public func overdueText(at now: Double) -> String {
    let minutes = Int((now - until) / 60)
    let since = minutes < 1 ? tr("less than a minute") : minutes < 120 ? tr("\(minutes) min") : "\(minutes / 60) h"
    let by = author.isEmpty ? "" : tr(", set by \(author)")
    return tr(
      "\(object) still \(what)\(by): its time ran out \(since) ago. `vigla keep --once` or `vigla reset SERVICE "
        + "--overdue` ends it.")
  }

  init(
    object: ObjectReference, what: String, author: String, until: Double, match: JSONValue?,
    changes: [String: Change], isRuleNew: Bool, isObjectNew: Bool
  ) {
    self.object = object
    self.what = what
    self.author = author
    self.until = until
    self.match = match
    self.changes = changes
    self.isRuleNew = isRuleNew
    self.isObjectNew = isObjectNew
  }

  /// The edits that an object's annotation lists; entries that cannot be read are left out.
  public static func all(of document: JSONValue) -> [ExpiringEdit] {
    guard let text = document[["metadata", "annotations", .key(annotation)]]?.string,
      let list = try? JSONValue(parsing: text)
    else { return [] }
    let object = ObjectReference(document: document)
    return (list.array ?? []).compactMap { ExpiringEdit($0, object: object) }
  }

  /// Puts a list into the annotation; an empty one removes it, and the map if that is empty then.
  static func store(_ edits: [ExpiringEdit], in document: inout JSONValue) {
    let path: JSONPath = ["metadata", "annotations", .key(annotation)]
    guard document[path] != nil || !edits.isEmpty else { return }
    document[path] = edits.isEmpty ? nil : .string(JSONValue.array(edits.map(\.json)).serialized())
    if document[["metadata", "annotations"]]?.object?.isEmpty == true { document[["metadata", "annotations"]] = nil }
  }
}

extension ExpiringEdit {
  var json: JSONValue {
    var object: JSONObject = ["what": .string(what), "by": .string(author), "until": .string(Timestamp.text(until))]
    object["match"] = match
    object["values"] = .object(
      JSONObject(
        changes.sorted { $0.key < $1.key }.map { key, change in
          var value = JSONObject()
          value["before"] = change.before
          value["after"] = change.after
          return (key, .object(value))
        }))
    if isRuleNew { object["newRule"] = true }
    if isObjectNew { object["newObject"] = true }
    return .object(object)
  }

  init?(_ json: JSONValue, object: ObjectReference) {
    guard let until = json["until"]?.string.flatMap(Timestamp.seconds), let values = json["values"]?.object else {
      return nil
    }
    var changes: [String: Change] = [:]
    for (key, value) in values { changes[key] = Change(before: value["before"], after: value["after"]) }
    self.init(
      object: object, what: json["what"]?.string ?? "", author: json["by"]?.string ?? "", until: until,
      match: json["match"], changes: changes, isRuleNew: json["newRule"]?.bool ?? false,
      isObjectNew: json["newObject"]?.bool ?? false)
  }
}

extension MeshConfiguration {
  /// Every edit that is meant to end, the one that is due first in front.
  public var expiringEdits: [ExpiringEdit] {
    virtualServices.flatMap { ExpiringEdit.all(of: $0.document) }.sorted { $0.until < $1.until }
  }

  /// Those whose time is over but that are still there.
  ///
  /// - Parameter now: seconds since 1970.
  public func overdueEdits(at now: Double) -> [ExpiringEdit] { expiringEdits.filter { $0.isOverdue(at: now) } }
}
