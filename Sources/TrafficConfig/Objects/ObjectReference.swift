import Documents

/// Names one object of the cluster, printed as `VirtualService default/reviews`.
public struct ObjectReference: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var kind: String
  /// Empty for objects without a namespace.
  public var namespace: String
  public var name: String

  public init(kind: String, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  /// Reads kind, namespace and name from a document; what is missing is empty.
  public init(document: JSONValue) {
    let metadata = document["metadata"]
    self.init(
      kind: document["kind"]?.string ?? "", namespace: metadata?["namespace"]?.string ?? "",
      name: metadata?["name"]?.string ?? "")
  }

  public var description: String { "\(kind) \(namespace.isEmpty ? name : "\(namespace)/\(name)")" }

  public static func < (a: ObjectReference, b: ObjectReference) -> Bool {
    (a.kind, a.namespace, a.name) < (b.kind, b.namespace, b.name)
  }
}
