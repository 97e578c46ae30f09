/// The wish to change headers on the way.
public struct HeaderRequest: Sendable, Hashable {
  public struct Edits: Sendable, Hashable {
    public var set: [Pair] = []
    public var add: [Pair] = []
    public var remove: [String] = []

    public init() {}

    var isEmpty: Bool { self.set.isEmpty && add.isEmpty && remove.isEmpty }
  }

  public struct Pair: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public var scope: RouteScope
  public var request = Edits()
  public var response = Edits()
  public var expiry: Expiry

  public init(scope: RouteScope, expiry: Expiry = .never) {
    self.scope = scope
    self.expiry = expiry
  }
}
