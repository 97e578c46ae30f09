import Documents

/// The controller of an object.
public struct OwnerReference: Sendable, Hashable {
  public var kind: String
  public var name: String

  public init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }

  /// The owner with `controller: true`, else the only one.
  public init?(controllerOf object: JSONValue) {
    let owners = object["metadata"]?["ownerReferences"]?.array ?? []
    let owner = owners.first { $0["controller"]?.bool == true } ?? (owners.count == 1 ? owners.first : nil)
    guard let kind = owner?["kind"]?.string, let name = owner?["name"]?.string else { return nil }
    self.init(kind: kind, name: name)
  }
}
