import Documents
import TrafficConfig

/// The part of an object that people and controllers decide: what two versions of it are compared by.
enum ObjectContent {
  /// Without status, server fields and empty maps, which the server leaves out.
  static func of(_ document: JSONValue) -> JSONValue {
    var content = ObjectChange.withoutServerFields(document)
    for key in ["labels", "annotations"] where content["metadata"]?[key]?.object?.isEmpty == true {
      content[["metadata", .key(key)]] = nil
    }
    return content
  }

  static func areEqual(_ a: JSONValue, _ b: JSONValue) -> Bool { of(a) == of(b) }

  /// What changed from one version to the other, as YAML lines.
  static func diff(from old: JSONValue?, to new: JSONValue?) -> [DiffLine] {
    TextDiff.lines(
      from: old.map { YAMLText.emit(of($0)) } ?? "", to: new.map { YAMLText.emit(of($0)) } ?? "", context: 2)
  }

  /// Content of one version on the server fields of another, so that it can be put in that one's place.
  static func transplant(_ content: JSONValue, onto live: JSONValue) -> JSONValue {
    var document = ObjectChange.withoutServerFields(content)
    for key in ["uid", "resourceVersion", "generation", "creationTimestamp"] {
      if let value = live["metadata"]?[key] { document[["metadata", .key(key)]] = value }
    }
    if let status = live["status"] { document["status"] = status }
    return document
  }

  /// For a write: the lock is set, and the managed fields are left to the server.
  static func prepared(_ document: JSONValue, resourceVersion: String?) -> JSONValue {
    var document = document
    document[["metadata", "managedFields"]] = nil
    document[["metadata", "resourceVersion"]] = resourceVersion.map(JSONValue.string)
    return document
  }

  static func uid(_ document: JSONValue?) -> String? { document?["metadata"]?["uid"]?.string }

  /// Whether one was made after the other was deleted. Where either does not tell, nothing speaks for it.
  static func areDifferentObjects(_ a: JSONValue, _ b: JSONValue) -> Bool {
    guard let one = uid(a), let other = uid(b) else { return false }
    return one != other
  }

  static func version(_ document: JSONValue?) -> String? { document?["metadata"]?["resourceVersion"]?.string }
}
