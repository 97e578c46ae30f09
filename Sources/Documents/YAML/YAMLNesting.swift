/// Refuses texts that nest so deeply that reading them, which is recursive, would exhaust the stack.
enum YAMLNesting {
  private static let limit = 1000

  /// A look at the bytes alone: it counts open brackets, and the indicators that open a level each at the start of a
  /// line, also within strings, where so many do not occur in practice.
  static func check(_ text: String) throws(YAMLParseError) {
    var line = 1
    var open = 0
    var indicators = 0
    var indent = 0
    var isLineStart = true
    for byte in text.utf8 {
      switch byte {
      case 0x0a:
        line += 1
        isLineStart = true
        indicators = 0
        indent = 0
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
      default: break
      }
      if isLineStart {
        switch byte {
        case 0x20: indent += 1
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): indicators += 1
        default: isLineStart = false
        }
      }
      // A line of dashes is a document mark or a rule in a text: only dashes with spaces between them nest.
      if open > limit || (indicators > limit && indent >= indicators / 2) || indent > 4 * limit {
        throw YAMLParseError(message: "nested too deeply", line: line)
      }
    }
  }
}
