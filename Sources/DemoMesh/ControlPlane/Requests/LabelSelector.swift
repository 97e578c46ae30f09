import Documents

/// A label selector in either of its two forms.
struct LabelSelector: Sendable, Hashable {
  enum Requirement: Sendable, Hashable {
    case has(String)
    case hasNot(String)
    case isIn(String, Set<String>)
    case isNotIn(String, Set<String>)
  }

  var requirements: [Requirement]
  var isEmpty: Bool { requirements.isEmpty }

  /// Reads the form of the query parameter: `a=b,c!=d,e in (x,y),f notin (z),g,!h`.
  init(parsing text: String) throws(APIError) {
    requirements = []
    for part in Self.split(text) {
      guard let requirement = Self.requirement(part) else {
        throw .badRequest("unable to parse requirement: found '\(part)', expected: '=', '!=', '==', 'in', notin'")
      }
      requirements.append(requirement)
    }
  }

  /// Reads the form of a Deployment's `spec.selector`.
  init(object: JSONValue?) {
    requirements = (object?["matchLabels"]?.stringMap ?? [:]).sorted { $0.key < $1.key }
      .map { .isIn($0.key, [$0.value]) }
    for expression in object?["matchExpressions"]?.array ?? [] {
      let key = expression["key"]?.string ?? ""
      let values = Set(expression["values"]?.strings ?? [])
      switch expression["operator"]?.string {
      case "In": requirements.append(.isIn(key, values))
      case "NotIn": requirements.append(.isNotIn(key, values))
      case "Exists": requirements.append(.has(key))
      default: requirements.append(.hasNot(key))
      }
    }
  }

  /// The form of the query parameter for simple equality, such as a Scale's selector.
  var text: String {
    requirements.map { requirement in
      switch requirement {
      case .has(let key): key
      case .hasNot(let key): "!\(key)"
      case .isIn(let key, let values) where values.count == 1: "\(key)=\(values.first ?? "")"
      case .isIn(let key, let values): "\(key) in (\(values.sorted().joined(separator: ",")))"
      case .isNotIn(let key, let values) where values.count == 1: "\(key)!=\(values.first ?? "")"
      case .isNotIn(let key, let values): "\(key) notin (\(values.sorted().joined(separator: ",")))"
      }
    }.joined(separator: ",")
  }

  func matches(_ labels: [String: String]) -> Bool {
    requirements.allSatisfy { requirement in
      switch requirement {
      case .has(let key): labels[key] != nil
      case .hasNot(let key): labels[key] == nil
      case .isIn(let key, let values): labels[key].map(values.contains) ?? false
      case .isNotIn(let key, let values): !(labels[key].map(values.contains) ?? false)
      }
    }
  }

  /// Splits at commas outside of parentheses.
  private static func split(_ text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    parts.append(part)
    return parts.map { $0.trimmed }.filter { !$0.isEmpty }
  }

  private static func requirement(_ text: String) -> Requirement? {
    for (word, isIn) in [(" notin ", false), (" in ", true), (" notin(", false), (" in(", true)] {
      guard let (key, list) = text.halves(at: word) else { continue }
      let values = list.filter { $0 != "(" && $0 != ")" }.split(separator: ",").map { String($0).trimmed }
        .filter { !$0.isEmpty }
      guard isKey(key.trimmed), !values.isEmpty, values.allSatisfy(isValue) else { return nil }
      return isIn ? .isIn(key.trimmed, Set(values)) : .isNotIn(key.trimmed, Set(values))
    }
    for (word, isIn) in [("!=", false), ("==", true), ("=", true)] {
      guard let (key, value) = text.halves(at: word) else { continue }
      guard isKey(key.trimmed), isValue(value.trimmed) else { return nil }
      return isIn ? .isIn(key.trimmed, [value.trimmed]) : .isNotIn(key.trimmed, [value.trimmed])
    }
    if text.hasPrefix("!") {
      let key = String(text.dropFirst()).trimmed
      return isKey(key) ? .hasNot(key) : nil
    }
    return isKey(text) ? .has(text) : nil
  }

  private static func isKey(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "/") }
  }

  private static func isValue(_ text: String) -> Bool { text.utf8.allSatisfy(isPlain) }

  /// Letters, digits, `-`, `_` and `.`.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}
