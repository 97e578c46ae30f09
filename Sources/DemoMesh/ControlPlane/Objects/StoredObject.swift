import Documents

/// One stored version of an object. Its document has the storage version as apiVersion and its resourceVersion set.
final class StoredObject: Sendable {
  let key: ObjectKey
  let document: JSONValue
  let revision: Int
  let labels: [String: String]
  let uid: String
  /// The uids of its owners.
  let owners: [String]

  init(key: ObjectKey, document: JSONValue, revision: Int) {
    self.key = key
    self.document = document
    self.revision = revision
    labels = document.labels
    uid = document.uid
    owners = document.ownerReferences.compactMap { $0["uid"]?.string }
  }
}
