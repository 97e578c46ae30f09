import Documents

/// A typed view of an object of networking.istio.io. The document is the truth: views read from it, and what they do
/// not know stays in it.
public protocol IstioObject: Sendable, Hashable {
  static var kind: String { get }
  /// The plural in URLs.
  static var plural: String { get }
  /// The whole object as the API server gave it.
  var document: JSONValue { get set }
  init(document: JSONValue)
}

extension IstioObject {
  public var reference: ObjectReference {
    ObjectReference(kind: Self.kind, namespace: namespace, name: name)
  }
  public var name: String { document["metadata"]?["name"]?.string ?? "" }
  public var namespace: String { document["metadata"]?["namespace"]?.string ?? "" }
  /// Such as `networking.istio.io/v1`.
  public var apiVersion: String? { document["apiVersion"]?.string }
  public var resourceVersion: String? { document["metadata"]?["resourceVersion"]?.string }
  /// RFC 3339 in UTC, so that texts sort by time.
  public var creationTimestamp: String? { document["metadata"]?["creationTimestamp"]?.string }
  public var labels: [String: String] { document["metadata"]?["labels"]?.stringMap ?? [:] }
  public var annotations: [String: String] { document["metadata"]?["annotations"]?.stringMap ?? [:] }
  public var spec: JSONValue { document["spec"] ?? .null }
  /// `spec.exportTo`: empty means every namespace.
  public var exportTo: [String] { spec["exportTo"]?.strings ?? [] }

  /// Whether proxies of a namespace see the object.
  public func isExported(to other: String) -> Bool {
    let scope = exportTo
    return scope.isEmpty
      || scope.contains { $0 == "*" || $0 == other || ($0 == "." && other == namespace) }
  }
}
