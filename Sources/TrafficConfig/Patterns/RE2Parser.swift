/// Reads RE2's syntax (github.com/google/re2/wiki/Syntax).
struct RE2Parser {
  /// RE2's own limit on nesting and on counted repetition.
  private static let limit = 1000

  private struct Flags {
    var ignoresCase = false
    var multiLine = false
    var dotMatchesLineBreak = false
    var isUngreedy = false
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var flags = Flags()
  private(set) var groupCount = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func parse() throws(RE2SyntaxError) -> RE2Node {
    let node = try parseAlternatives(depth: 0)
    guard position == scalars.count else { throw RE2SyntaxError("unexpected )") }
    return node
  }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skip(_ text: String) -> Bool {
    guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  private mutating func parseAlternatives(depth: Int) throws(RE2SyntaxError) -> RE2Node {
    guard depth < Self.limit else { throw RE2SyntaxError("nested too deeply") }
    // Flags set inside a group end with it.
    let outer = flags
    defer { flags = outer }
    var alternatives = [try parseSequence(depth: depth)]
    while skip("|") { alternatives.append(try parseSequence(depth: depth)) }
    return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
  }

  private mutating func parseSequence(depth: Int) throws(RE2SyntaxError) -> RE2Node {
    var nodes: [RE2Node] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      if skip("\\Q") {
        while position < scalars.count, !skip("\\E") {
          nodes.append(literal(scalars[position]))
          position += 1
        }
        // An operator after the quotation is for its last character.
        if let last = nodes.popLast() { nodes.append(try parseRepetition(of: last)) }
        continue
      }
      guard let atom = try parseAtom(depth: depth) else { continue }
      nodes.append(try parseRepetition(of: atom))
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  private func literal(_ scalar: Unicode.Scalar) -> RE2Node {
    guard flags.ignoresCase, !RE2CharacterSet.otherCases(scalar.value).isEmpty else { return .scalar(scalar.value) }
    return .set(RE2CharacterSet([.range(scalar.value, scalar.value)], ignoresCase: true))
  }

  /// Nil for a group that only sets flags.
  private mutating func parseAtom(depth: Int) throws(RE2SyntaxError) -> RE2Node? {
    guard let scalar = current else { return .empty }
    position += 1
    switch scalar {
    case ".": return .set(.any(withLineBreak: flags.dotMatchesLineBreak))
    case "^": return .assertion(flags.multiLine ? .lineStart : .textStart)
    case "$": return .assertion(flags.multiLine ? .lineEnd : .textEnd)
    case "[": return .set(try parseClass())
    case "(": return try parseGroup(depth: depth)
    case "\\": return try parseEscape()
    case "*", "+", "?": throw RE2SyntaxError("missing argument to repetition operator: \(scalar)")
    default: return literal(scalar)
    }
  }

  private mutating func parseGroup(depth: Int) throws(RE2SyntaxError) -> RE2Node? {
    var index: Int?
    if skip("?") {
      if skip("P<")
        || (current == "<" && position + 1 < scalars.count && !["=", "!"].contains(scalars[position + 1])
          && skip("<"))
      {
        var name = ""
        while let scalar = current, scalar != ">" {
          name.unicodeScalars.append(scalar)
          position += 1
        }
        let isWord = name.unicodeScalars.allSatisfy { scalar in
          RE2CharacterSet.words.contains { $0.contains(scalar.value) }
        }
        guard skip(">"), !name.isEmpty, isWord else { throw RE2SyntaxError("invalid named capture") }
        groupCount += 1
        index = groupCount
      } else {
        guard let scoped = try parseFlags() else { return nil }
        let outer = flags
        flags = scoped
        defer { flags = outer }
        let node = try parseAlternatives(depth: depth + 1)
        guard skip(")") else { throw RE2SyntaxError("missing )") }
        return node
      }
    } else {
      groupCount += 1
      index = groupCount
    }
    let node = try parseAlternatives(depth: depth + 1)
    guard skip(")") else { throw RE2SyntaxError("missing )") }
    return index.map { .group(node, $0) } ?? node
  }

  /// `(?i:` gives the flags inside the group; `(?i)` changes those of the rest and gives nil.
  private mutating func parseFlags() throws(RE2SyntaxError) -> Flags? {
    var new = flags
    var value = true
    var isEmpty = true
    while let scalar = current {
      position += 1
      switch scalar {
      case "i": new.ignoresCase = value
      case "m": new.multiLine = value
      case "s": new.dotMatchesLineBreak = value
      case "U": new.isUngreedy = value
      case "-" where value:
        value = false
        isEmpty = true
        continue
      case ":" where !(isEmpty && !value): return new
      case ")" where !isEmpty:
        flags = new
        return nil
      default: throw RE2SyntaxError("invalid or unsupported group syntax: (?\(scalar)")
      }
      isEmpty = false
    }
    throw RE2SyntaxError("missing )")
  }

  private mutating func parseRepetition(of atom: RE2Node) throws(RE2SyntaxError) -> RE2Node {
    var node = atom
    var isRepeated = false
    while let scalar = current {
      let bounds: (min: Int, max: Int?)
      let start = position
      switch scalar {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{":
        guard let counted = try parseCount() else {
          position = start
          // A brace that is no count stands for itself.
          return node
        }
        bounds = counted
        position -= 1
      default: return node
      }
      position += 1
      guard !isRepeated else { throw RE2SyntaxError("invalid nested repetition operator") }
      isRepeated = true
      let isLazy = skip("?")
      node = .repetition(node, min: bounds.min, max: bounds.max, isGreedy: isLazy == flags.isUngreedy)
    }
    return node
  }

  /// `{n}`, `{n,}` or `{n,m}`; nil for anything else.
  private mutating func parseCount() throws(RE2SyntaxError) -> (min: Int, max: Int?)? {
    position += 1
    guard let min = parseInteger() else { return nil }
    var max: Int? = min
    if skip(",") { max = parseInteger() }
    guard skip("}") else { return nil }
    guard min <= Self.limit, max ?? 0 <= Self.limit, max.map({ $0 >= min }) ?? true else {
      throw RE2SyntaxError("invalid repetition size")
    }
    return (min, max)
  }

  private mutating func parseInteger() -> Int? {
    var value: Int?
    while let scalar = current, ("0"..."9").contains(scalar) {
      value = Swift.min((value ?? 0) * 10 + Int(scalar.value - 0x30), 1_000_000)
      position += 1
    }
    return value
  }

  private mutating func parseEscape() throws(RE2SyntaxError) -> RE2Node {
    guard let scalar = current else { throw RE2SyntaxError("trailing backslash") }
    switch scalar {
    case "A": position += 1; return .assertion(.textStart)
    case "z": position += 1; return .assertion(.textEnd)
    case "b": position += 1; return .assertion(.wordBoundary)
    case "B": position += 1; return .assertion(.noWordBoundary)
    case "C": position += 1; return .set(.any(withLineBreak: true))
    default: break
    }
    if let items = try parseClassEscape() {
      return .set(RE2CharacterSet(items, ignoresCase: flags.ignoresCase))
    }
    return literal(try parseScalarEscape())
  }

  /// `\d`, `\pL` and their kin, the position after the backslash; nil if it is none of them.
  private mutating func parseClassEscape() throws(RE2SyntaxError) -> [RE2CharacterSet.Item]? {
    guard let scalar = current else { return nil }
    switch scalar {
    case "d", "D": position += 1; return RE2CharacterSet.items(RE2CharacterSet.digits, isNegated: scalar == "D")
    case "w", "W": position += 1; return RE2CharacterSet.items(RE2CharacterSet.words, isNegated: scalar == "W")
    case "s", "S": position += 1; return RE2CharacterSet.items(RE2CharacterSet.spaces, isNegated: scalar == "S")
    case "p", "P":
      position += 1
      var isNegated = scalar == "P"
      var name = ""
      if skip("{") {
        if skip("^") { isNegated.toggle() }
        while let letter = current, letter != "}" {
          name.unicodeScalars.append(letter)
          position += 1
        }
        guard skip("}") else { throw RE2SyntaxError("invalid character class range") }
      } else if let letter = current {
        name.unicodeScalars.append(letter)
        position += 1
      }
      if name == "Any" { return [.range(0, isNegated ? 0 : 0x10ffff)] }
      guard RE2CharacterSet.categories.contains(name) else {
        // A script such as Greek. RE2 knows them, the standard library here does not.
        throw RE2SyntaxError("character class \\p{\(name)} is not supported", isUnsupported: name.count > 2)
      }
      return [.category(name, isNegated: isNegated)]
    default: return nil
    }
  }

  /// One escaped scalar, the position after the backslash.
  private mutating func parseScalarEscape() throws(RE2SyntaxError) -> Unicode.Scalar {
    guard let scalar = current else { throw RE2SyntaxError("trailing backslash") }
    position += 1
    switch scalar {
    case "a": return "\u{7}"
    case "f": return "\u{c}"
    case "t": return "\t"
    case "n": return "\n"
    case "r": return "\r"
    case "v": return "\u{b}"
    case "x":
      let digits: [Unicode.Scalar]
      if skip("{") {
        let end = scalars[position...].firstIndex(of: "}") ?? position
        digits = Array(scalars[position..<end])
        position = end + 1
      } else {
        digits = Array(scalars[position...].prefix(2))
        position += 2
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: digits)
      guard !digits.isEmpty, digits.count <= 6, position <= scalars.count, let value = UInt32(text, radix: 16),
        digits.count >= 2 || scalars[position - 1] == "}", let made = Unicode.Scalar(value)
      else { throw RE2SyntaxError("invalid escape sequence: \\x") }
      return made
    case "0"..."7":
      // A single digit other than 0 would be a back reference.
      var value = scalar.value - 0x30
      var length = 1
      while length < 3, let next = current, ("0"..."7").contains(next) {
        value = value * 8 + next.value - 0x30
        position += 1
        length += 1
      }
      guard scalar == "0" || length > 1, let made = Unicode.Scalar(value) else {
        throw RE2SyntaxError("invalid escape sequence: \\\(scalar)")
      }
      return made
    default:
      let isWord = RE2CharacterSet.words.contains { $0.contains(scalar.value) }
      guard scalar.value < 128, !isWord || scalar == "_" else {
        throw RE2SyntaxError("invalid escape sequence: \\\(scalar)")
      }
      return scalar
    }
  }

  /// What stands in brackets, the position after the opening one.
  private mutating func parseClass() throws(RE2SyntaxError) -> RE2CharacterSet {
    let isNegated = skip("^")
    var items: [RE2CharacterSet.Item] = []
    // A closing bracket right at the start stands for itself.
    var isFirst = true
    while let scalar = current, isFirst || scalar != "]" {
      isFirst = false
      if skip("[:") {
        let isNegated = skip("^")
        var name = ""
        while let letter = current, letter != ":" {
          name.unicodeScalars.append(letter)
          position += 1
        }
        guard skip(":]"), let ranges = RE2CharacterSet.posix(name) else {
          throw RE2SyntaxError("invalid character class range: [:\(name):]")
        }
        items += RE2CharacterSet.items(ranges, isNegated: isNegated)
        continue
      }
      if scalar == "\\" {
        position += 1
        if let more = try parseClassEscape() {
          items += more
          continue
        }
        position -= 1
      }
      let low = try parseClassScalar()
      var high = low
      if current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        high = try parseClassScalar()
        guard high >= low else { throw RE2SyntaxError("invalid character class range: \(low)-\(high)") }
      }
      items.append(.range(low.value, high.value))
    }
    guard skip("]") else { throw RE2SyntaxError("missing ]") }
    return RE2CharacterSet(items, isNegated: isNegated, ignoresCase: flags.ignoresCase)
  }

  private mutating func parseClassScalar() throws(RE2SyntaxError) -> Unicode.Scalar {
    guard let scalar = current else { throw RE2SyntaxError("missing ]") }
    position += 1
    return scalar == "\\" ? try parseScalarEscape() : scalar
  }
}
