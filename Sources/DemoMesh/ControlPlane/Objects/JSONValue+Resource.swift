import Documents

/// Reads and edits of the metadata that every Kubernetes object has.
extension JSONValue {
  var apiVersion: String { self["apiVersion"]?.string ?? "" }
  var kind: String { self["kind"]?.string ?? "" }
  var metadata: JSONValue { self["metadata"] ?? .null }
  var objectName: String { metadata["name"]?.string ?? "" }
  var objectNamespace: String { metadata["namespace"]?.string ?? "" }
  var uid: String { metadata["uid"]?.string ?? "" }
  var resourceVersion: String { metadata["resourceVersion"]?.string ?? "" }
  var labels: [String: String] { metadata["labels"]?.stringMap ?? [:] }
  var annotations: [String: String] { metadata["annotations"]?.stringMap ?? [:] }
  var isTerminating: Bool { metadata["deletionTimestamp"] != nil }
  var finalizers: [String] { metadata["finalizers"]?.strings ?? [] }
  var ownerReferences: [JSONValue] { metadata["ownerReferences"]?.array ?? [] }

  /// The value under keys, one after the other.
  func value(_ keys: String...) -> JSONValue? {
    var value = self
    for key in keys {
      guard let next = value[key] else { return nil }
      value = next
    }
    return value
  }

  /// Sets one field of the metadata; nil removes it.
  mutating func setMetadata(_ key: String, _ value: JSONValue?) { self[["metadata", .key(key)]] = value }

  /// The owner that is marked as the controller.
  var controllerReference: JSONValue? { ownerReferences.first { $0["controller"]?.bool == true } }

  /// A reference to this object for the `ownerReferences` of what it made.
  func asController(apiVersion: String, kind: String) -> JSONValue {
    [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(objectName), "uid": .string(uid),
      "controller": true, "blockOwnerDeletion": true,
    ]
  }
}
