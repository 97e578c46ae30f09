/// Whose Events are wanted: all objects of the namespace with one of these names.
public struct EventsRequest: Hashable, Sendable {
  /// Kind and name of an object.
  public struct Name: Hashable, Sendable {
    public var kind: String
    public var name: String

    public init(kind: String, name: String) {
      self.kind = kind
      self.name = name
    }
  }

  public var namespace: String
  public var names: [Name]

  public init(namespace: String, names: [Name]) {
    self.namespace = namespace
    self.names = names
  }
}
