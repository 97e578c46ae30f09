/// What a value looks like without its changing parts, as bytes: its form, keys, names and other lasting texts.
///
/// The forms, by their first byte; numbers and passing texts themselves lie in two streams beside the shape.
enum Shape {
  static let null: UInt8 = 0x6E  // n
  static let yes: UInt8 = 0x79  // y
  static let no: UInt8 = 0x6F  // o
  /// A length and that many bytes of UTF-8 follow.
  static let name: UInt8 = 0x73  // s
  /// In the stream of texts.
  static let text: UInt8 = 0x74  // t
  /// In the stream of numbers, 3 bytes.
  static let figure: UInt8 = 0x66  // f
  /// In the stream of numbers, 8 bytes.
  static let double: UInt8 = 0x64  // d
  /// In the stream of numbers, as many bytes as it needs.
  static let integer: UInt8 = 0x69  // i
  /// Pairs of a key's number, counted from 1, and a value follow; then 0.
  static let keyed: UInt8 = 0x6B  // k
  /// Values follow; then `end`.
  static let list: UInt8 = 0x6C  // l
  static let end: UInt8 = 0x65  // e

  /// Containers in containers that a reader goes along with.
  static let mostNesting = 64

  /// Keys of texts that say something else at every look, mostly because figures are in them.
  static let keysOfPassingTexts: Set<String> = ["reason", "text", "adminProblem"]
}
