/// How a cell's text is set apart besides its colour.
public struct TextAttributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = TextAttributes(rawValue: 1)
  public static let dim = TextAttributes(rawValue: 2)
  /// Foreground and background swapped: the mark of a selection, for it works on any palette.
  public static let reverse = TextAttributes(rawValue: 4)
  public static let underline = TextAttributes(rawValue: 8)
  public static let italic = TextAttributes(rawValue: 16)

  /// The number of different sets of attributes.
  public static let combinations = 32

  /// The attributes with the names that theme files use, in a fixed order.
  public static let named: [(name: String, attribute: TextAttributes)] = [
    ("bold", .bold), ("dim", .dim), ("reverse", .reverse), ("underline", .underline), ("italic", .italic),
  ]
}
