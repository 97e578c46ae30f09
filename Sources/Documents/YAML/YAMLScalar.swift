/// What a plain scalar means to kubectl: the resolver of sigs.k8s.io/yaml (go-yaml 2), which follows YAML 1.1.
enum YAMLScalar {
  private static let words: [String: JSONValue] = {
    var words: [String: JSONValue] = ["": .null, "~": .null, "null": .null, "Null": .null, "NULL": .null]
    for word in ["y", "yes", "on", "true"] { add(word, true) }
    for word in ["n", "no", "off", "false"] { add(word, false) }
    func add(_ word: String, _ value: Bool) {
      words[word] = .bool(value)
      words[word.uppercased()] = .bool(value)
      words[word.prefix(1).uppercased() + word.dropFirst()] = .bool(value)
    }
    return words
  }()

  /// `.inf` and `.nan` in their spellings: numbers in YAML, but not in JSON.
  static func isNotFinite(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    switch rest {
    case ".inf", ".Inf", ".INF": return true
    case ".nan", ".NaN", ".NAN": return rest.utf8.count == text.utf8.count
    default: return false
    }
  }

  /// The value of a plain scalar; a string if it is nothing else. Dates stay strings, as they do in kubectl.
  static func resolve(_ text: String) -> JSONValue {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return number(text).map(JSONValue.number) ?? .string(text)
    default:
      // The longest word has five letters.
      if text.utf8.count <= 5, let value = words[text] { return value }
      return .string(text)
    }
  }

  private static func number(_ text: String) -> JSONNumber? {
    let plain = text.utf8.contains(UInt8(ascii: "_")) ? text.filter { $0 != "_" } : text
    if plain.utf8.first != UInt8(ascii: "."), let whole = integer(plain) { return whole }
    guard isFloat(plain) else { return nil }
    return JSONNumber(text: plain) ?? Double(plain).flatMap { $0.isFinite ? JSONNumber($0) : nil }
  }

  /// Go's ParseInt with base 0, unbounded in decimal: 0x, 0o, 0b, and a leading 0 for octal.
  private static func integer(_ text: String) -> JSONNumber? {
    var digits = Substring(text)
    var sign = ""
    if let first = digits.first, first == "+" || first == "-" {
      digits = digits.dropFirst()
      if first == "-" { sign = "-" }
    }
    guard let first = digits.utf8.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") else { return nil }
    if first != UInt8(ascii: "0") || digits.utf8.count == 1 {
      guard digits.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
      return JSONNumber(unchecked: sign + digits)
    }
    let radix: Int
    switch digits.dropFirst().first {
    case "x", "X": radix = 16
    case "b", "B": radix = 2
    case "o", "O": radix = 8
    default:
      return magnitude(digits.dropFirst(), radix: 8).map { JSONNumber(unchecked: sign + $0) }
    }
    return magnitude(digits.dropFirst(2), radix: radix).map { JSONNumber(unchecked: sign + $0) }
  }

  private static func magnitude(_ digits: Substring, radix: Int) -> String? {
    guard digits.first != "+", digits.first != "-" else { return nil }
    return UInt64(digits, radix: radix).map { String($0) }
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
  private static func isFloat(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func skipDigits() -> Int {
      let before = rest.count
      rest = rest.drop { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      return before - rest.count
    }
    func skip(_ first: Character, _ second: Character) -> Bool {
      guard let byte = rest.first, byte == first.asciiValue || byte == second.asciiValue else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = skip("-", "+")
    let whole = skipDigits()
    let hasPoint = skip(".", ".")
    let fraction = hasPoint ? skipDigits() : 0
    guard whole > 0 || fraction > 0 else { return false }
    if skip("e", "E") {
      _ = skip("-", "+")
      guard skipDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
