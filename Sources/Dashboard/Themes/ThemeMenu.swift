/// The themes that can be chosen.
public struct ThemeMenu: Hashable, Sendable {
  /// In alphabetical order.
  public var names: [String]
  /// The one that is drawn with.
  public var current: String

  public init(names: [String] = [], current: String = "") {
    self.names = names
    self.current = current
  }
}
