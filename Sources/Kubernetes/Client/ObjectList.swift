import Documents

/// The objects of a list, and the version from which a watch goes on.
public struct ObjectList: Sendable, Hashable {
  /// In the server's order; each has `apiVersion` and `kind`, also where the server leaves them out.
  public var items: [JSONValue]
  public var resourceVersion: String

  public init(items: [JSONValue], resourceVersion: String) {
    self.items = items
    self.resourceVersion = resourceVersion
  }
}
