import Documents

/// A value of a document together with its place.
struct DocumentNode {
  let value: JSONValue
  let path: JSONPath

  /// A member; nil if it is missing or null, which mean the same to Istio.
  subscript(key: String) -> DocumentNode? {
    guard let child = value[key], child != .null else { return nil }
    return DocumentNode(value: child, path: path.appending(key))
  }

  /// The elements of a list, nulls included.
  var elements: [DocumentNode] {
    (value.array ?? []).enumerated().map { DocumentNode(value: $1, path: path.appending($0)) }
  }

  /// The members of an object, nulls included.
  var members: [(key: String, node: DocumentNode)] {
    (value.object ?? JSONObject()).map { ($0.key, DocumentNode(value: $0.value, path: path.appending($0.key))) }
  }

  func has(_ key: String) -> Bool { self[key] != nil }
  /// A string that is not empty.
  func text(_ key: String) -> String? { value[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
  func int(_ key: String) -> Int? { value[key]?.int }
  func elements(_ key: String) -> [DocumentNode] { self[key]?.elements ?? [] }
  func members(_ key: String) -> [(key: String, node: DocumentNode)] { self[key]?.members ?? [] }
}
