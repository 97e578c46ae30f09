/// Something that the mouse did over a cell.
public struct MouseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case press, release, drag, wheelUp, wheelDown }
  public enum Button: Hashable, Sendable { case left, middle, right, none }

  /// Keys held meanwhile.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
  }

  public var kind: Kind
  public var button: Button
  /// From 0.
  public var x: Int
  public var y: Int
  public var modifiers: Modifiers

  public init(kind: Kind, button: Button = .left, x: Int, y: Int, modifiers: Modifiers = []) {
    self.kind = kind
    self.button = button
    self.x = x
    self.y = y
    self.modifiers = modifiers
  }

  public var point: Point { Point(x: x, y: y) }
}
