/// How a string must be written so that every YAML reader gets the same string back.
enum YAMLString {
  /// The string on one line: plain, else in single quotes, else in double quotes.
  static func oneLine(_ text: String) -> String {
    if !isPrintable(text) { return doubleQuoted(text) }
    if text.isEmpty || looksLikeAnotherType(text) { return doubleQuoted(text) }
    if canBePlain(text) { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// The string as a literal block, if it has several lines and a block can hold it; without a final line break.
  static func block(_ text: String, indent: Int) -> String? {
    guard text.utf8.contains(0x0a), let first = text.utf8.first, first != 0x20, first != 0x0a, first != 0x09,
      isPrintable(text, allowing: [0x0a, 0x09])
    else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let chomp: String
    if lines.last?.isEmpty == true {
      lines.removeLast()
      chomp = lines.last?.isEmpty == true ? "+" : ""
    } else {
      chomp = "-"
    }
    // A line of blanks at the end would be read as an empty one.
    if lines.last?.allSatisfy({ $0 == " " || $0 == "\t" }) == true, lines.last?.isEmpty == false { return nil }
    let padding = String(repeating: " ", count: indent)
    return lines.reduce(into: "|" + chomp) { block, line in
      block += line.isEmpty ? "\n" : "\n" + padding + line
    }
  }

  private static func isPrintable(_ text: String, allowing extra: Set<UInt32> = []) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x20...0x7e, 0xa0...0x2027, 0x202a...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd, 0x10000...0x10ffff: true
      default: extra.contains(scalar.value)
      }
    }
  }

  /// Would read as a boolean, null, number, date or sexagesimal number in YAML 1.1 or 1.2.
  private static func looksLikeAnotherType(_ text: String) -> Bool {
    if case .string = YAMLScalar.resolve(text), !YAMLScalar.isNotFinite(text), text != "<<", text != "=" {
      return isDateOrSexagesimal(text)
    }
    return true
  }

  private static func isDateOrSexagesimal(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    guard let first = bytes.first, isDigit(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else {
      return false
    }
    let isDate =
      bytes.count >= 8 && bytes[..<4].allSatisfy(isDigit) && bytes[4] == UInt8(ascii: "-") && isDigit(bytes[5])
    let rest = isDigit(first) ? bytes[...] : bytes[1...]
    let isSexagesimal =
      rest.contains(UInt8(ascii: ":"))
      && rest.allSatisfy {
        isDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
      }
    return isDate || isSexagesimal
  }

  private static func canBePlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, last != 0x20, last != UInt8(ascii: ":") else { return false }
    switch first {
    case 0x20, UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"),
      UInt8(ascii: "`"):
      return false
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      if bytes.count == 1 || bytes[1] == 0x20 || bytes.starts(with: Array("---".utf8)) { return false }
    default:
      if bytes.starts(with: Array("...".utf8)) { return false }
    }
    for index in bytes.indices.dropLast() {
      if bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == 0x20 { return false }
      if bytes[index] == 0x20, bytes[index + 1] == UInt8(ascii: "#") { return false }
    }
    return true
  }

  private static func doubleQuoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where isPrintable(String(scalar)): quoted.unicodeScalars.append(scalar)
      default:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let (lead, width) = scalar.value <= 0xff ? ("\\x", 2) : scalar.value <= 0xffff ? ("\\u", 4) : ("\\U", 8)
        quoted += lead + String(repeating: "0", count: width - hex.count) + hex
      }
    }
    return quoted + "\""
  }
}
