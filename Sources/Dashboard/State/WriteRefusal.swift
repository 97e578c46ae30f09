/// Objects that the user may not write.
public struct WriteRefusal: Hashable, Sendable {
  /// Such as `VirtualService`.
  public var kind: String
  /// Nil for all namespaces.
  public var namespace: String?
  public var reason: String

  public init(kind: String, namespace: String?, reason: String) {
    self.kind = kind
    self.namespace = namespace
    self.reason = reason
  }
}
