import Documents
import Testing

/// Objects of Istio's API in a demo's `default` namespace, byte for byte as the server gives them: kubectl's own output
/// is sorted.
struct LiveObjects {
  let demo: HeadlessDemo

  private static let plurals = [
    "VirtualService": "virtualservices", "DestinationRule": "destinationrules", "Gateway": "gateways",
  ]

  private static func path(_ kind: String, _ name: String? = nil) throws -> String {
    let plural = try #require(plurals[kind])
    let list = "/apis/networking.istio.io/v1/namespaces/default/\(plural)"
    return name.map { "\(list)/\($0)" } ?? list
  }

  /// Creates an object as it stands, key order and numbers included.
  func create(_ object: JSONValue) throws {
    let place = try Self.path(object["kind"]?.string ?? "")
    let made = try demo.kubectl("create", "--raw", place, "-f", "-", input: object.serialized())
    try #require(made.status == 0, "\(made.errors)")
  }

  /// The object now, without what changes with every write.
  func read(_ kind: String, _ name: String) throws -> JSONValue {
    let found = try demo.kubectl("get", "--raw", try Self.path(kind, name))
    try #require(found.status == 0, "\(found.errors)")
    var object = try JSONValue(parsing: found.text)
    for key in ["resourceVersion", "generation", "managedFields"] { object[["metadata", .key(key)]] = nil }
    return object
  }

  /// The names of all objects, such as `VirtualService reviews`.
  func names() throws -> [String] {
    try Self.plurals.keys.sorted().flatMap { kind in
      let list = try demo.kubectl("get", "--raw", try Self.path(kind))
      try #require(list.status == 0, "\(list.errors)")
      return (try JSONValue(parsing: list.text)["items"]?.array ?? []).map {
        "\(kind) \($0["metadata"]?["name"]?.string ?? "")"
      }
    }
  }

  /// Removes all objects.
  func clear() throws {
    let gone = try demo.kubectl("delete", "virtualservices,destinationrules,gateways.networking.istio.io", "--all")
    try #require(gone.status == 0, "\(gone.errors)")
  }

  /// The object as its author wrote it: without what the server adds.
  static func written(_ object: JSONValue) -> JSONValue {
    var object = object
    for key in ["uid", "creationTimestamp"] { object[["metadata", .key(key)]] = nil }
    return object
  }
}
