/// Makes text that a server sent harmless to print.
enum DisplayText {
  /// The longest text that is kept, in characters.
  static let limit = 2_000

  /// Control characters become spaces (line feeds stay), directional overrides vanish, the length is bounded.
  static func sanitised(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > limit {
        result.append("…")
        break
      }
      switch scalar.value {
      case 0x0A: result.append(scalar)
      case 0..<0x20, 0x7F..<0xA0: result.append(" ")
      case 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text as one line, for places that have only one.
  static func oneLine(_ text: String) -> String {
    sanitised(text).split(whereSeparator: \.isNewline).map { $0.trimmingSpaces() }.joined(separator: "; ")
  }
}

extension StringProtocol {
  /// Without spaces and tabs at either end.
  func trimmingSpaces() -> String {
    var slice = self[...]
    while let first = slice.first, first.isWhitespace { slice = slice.dropFirst() }
    while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
    return String(slice)
  }
}
