/// A JSON pointer (RFC 6901), such as `/spec/http/0/route/-`.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  /// The unescaped steps; whether one is a key or an index depends on the document.
  public let tokens: [String]

  public init(tokens: [String]) { self.tokens = tokens }

  /// Nil unless the text is empty or starts with `/`, and every `~` is followed by 0 or 1.
  public init?(_ text: String) {
    guard !text.isEmpty else {
      tokens = []
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = Self.unescape(part) else { return nil }
      tokens.append(token)
    }
    self.tokens = tokens
  }

  private static func unescape(_ part: Substring) -> String? {
    guard part.utf8.contains(UInt8(ascii: "~")) else { return String(part) }
    var token = ""
    var isEscape = false
    for character in part.unicodeScalars {
      switch (isEscape, character) {
      case (false, "~"): isEscape = true
      case (false, _): token.unicodeScalars.append(character)
      case (true, "0"):
        token += "~"
        isEscape = false
      case (true, "1"):
        token += "/"
        isEscape = false
      default: return nil
      }
    }
    return isEscape ? nil : token
  }

  public var description: String {
    tokens.map { token in
      var text = "/"
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
      return text
    }.joined()
  }

  /// An array index by the standard: digits without leading zeros.
  static func index(_ token: String) -> Int? {
    guard let index = Int(token), index >= 0, String(index) == token else { return nil }
    return index
  }
}

extension JSONValue {
  /// The value that a pointer refers to, if there is one.
  public subscript(pointer pointer: JSONPointer) -> JSONValue? {
    var value = self
    for token in pointer.tokens {
      let next: JSONValue? =
        switch value {
        case .object(let object): object[token]
        case .array(let array): JSONPointer.index(token).flatMap { array.indices.contains($0) ? array[$0] : nil }
        default: nil
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }
}
