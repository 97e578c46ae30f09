/// Regular expressions that stand for a handful of fixed strings.
enum LiteralPattern {
  /// The most strings that are worth searching one by one.
  private static let limit = 64

  /// The strings that a pattern of literals, `.`, escaped punctuation, groups and `|` stands for, a zero byte for `.`;
  /// nil for any other pattern.
  static func alternatives(of pattern: String) -> [[UInt8]]? {
    var bytes = Array(pattern.utf8)[...]
    guard let result = alternation(&bytes), bytes.isEmpty else { return nil }
    return result
  }

  /// Whether `literal` occurs in `text`.
  static func occurs(_ literal: [UInt8], in text: [UInt8]) -> Bool {
    if literal.isEmpty { return true }
    guard text.count >= literal.count else { return false }
    return text.withUnsafeBufferPointer { text in
      literal.withUnsafeBufferPointer { literal in
        let first = literal[0]
        for start in 0...(text.count - literal.count) where first == 0 || text[start] == first {
          var length = 1
          while length < literal.count, literal[length] == 0 || text[start + length] == literal[length] { length += 1 }
          if length == literal.count { return true }
        }
        return false
      }
    }
  }

  private static func alternation(_ bytes: inout ArraySlice<UInt8>) -> [[UInt8]]? {
    guard var result = sequence(&bytes) else { return nil }
    while bytes.first == UInt8(ascii: "|") {
      bytes.removeFirst()
      guard let next = sequence(&bytes) else { return nil }
      result += next
    }
    return result.count <= limit ? result : nil
  }

  private static func sequence(_ bytes: inout ArraySlice<UInt8>) -> [[UInt8]]? {
    var result: [[UInt8]] = [[]]
    while let byte = bytes.first, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      bytes.removeFirst()
      let parts: [[UInt8]]
      switch byte {
      case UInt8(ascii: "("):
        if bytes.starts(with: "?:".utf8) {
          bytes.removeFirst(2)
        } else if bytes.first == UInt8(ascii: "?") {
          return nil
        }
        guard let group = alternation(&bytes), bytes.first == UInt8(ascii: ")") else { return nil }
        bytes.removeFirst()
        parts = group
      case UInt8(ascii: "\\"):
        guard let escaped = bytes.popFirst(), isPunctuation(escaped) else { return nil }
        parts = [[escaped]]
      case UInt8(ascii: "."):
        parts = [[0]]
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "{"),
        UInt8(ascii: "^"), UInt8(ascii: "$"), 0:
        return nil
      default:
        parts = [[byte]]
      }
      // What follows would repeat the part.
      if let next = bytes.first, "*+?{".utf8.contains(next) { return nil }
      guard result.count * parts.count <= limit else { return nil }
      result = result.flatMap { head in parts.map { head + $0 } }
    }
    return result
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...:
      false
    default: true
    }
  }
}
