import Documents

/// Names an object of one kind.
public struct ObjectKey: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Empty for objects of the cluster.
  public let namespace: String
  public let name: String

  public init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// Reads `metadata`; nil without a name.
  public init?(_ object: JSONValue) {
    guard let name = object["metadata"]?["name"]?.string else { return nil }
    self.init(namespace: object["metadata"]?["namespace"]?.string ?? "", name: name)
  }

  public static func < (a: ObjectKey, b: ObjectKey) -> Bool { (a.namespace, a.name) < (b.namespace, b.name) }
  public var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
}
