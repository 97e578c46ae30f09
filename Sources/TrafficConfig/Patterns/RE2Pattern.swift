/// A regular expression in RE2's syntax, which is what Istio and Envoy take.
///
/// It runs in time linear in the text, whatever the expression: neither back references nor look-around exist. The
/// expression is compiled once; matching allocates no more than the program is long.
public struct RE2Pattern: Sendable, Hashable {
  /// The expression as written.
  public let text: String
  private let program: RE2Program

  public init(_ text: String) throws(RE2SyntaxError) {
    self.text = text
    var parser = RE2Parser(text)
    let node = try parser.parse()
    program = try RE2Program(node, groupCount: parser.groupCount)
  }

  public static func == (a: RE2Pattern, b: RE2Pattern) -> Bool { a.text == b.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// How many capturing groups there are.
  public var groupCount: Int { program.groupCount }

  /// Whether the whole text matches, as Istio asks of paths and headers.
  ///
  /// - Complexity: O(text × expression).
  public func matchesWhole(_ text: String) -> Bool {
    program.matches(text.unicodeScalars.map(\.value), whole: true)
  }

  /// Whether some part of the text matches.
  public func matchesPart(of text: String) -> Bool {
    program.matches(text.unicodeScalars.map(\.value), whole: false)
  }

  /// The text with every match replaced, as Envoy rewrites paths; `\1` to `\9` in the substitution mean groups, `\0`
  /// the match and `\\` a backslash.
  public func replacingMatches(in text: String, with substitution: String) -> String {
    let scalars = text.unicodeScalars.map(\.value)
    var result: [UInt32] = []
    var position = 0
    var lastEnd: Int?
    while position <= scalars.count {
      guard let groups = program.firstMatch(in: scalars, from: position), let start = groups[0], let end = groups[1]
      else { break }
      result += scalars[position..<start]
      // Nothing, right after a match, is no match of its own.
      if end > start || lastEnd != start { Self.append(substitution, scalars, groups, to: &result) }
      lastEnd = end
      position = end
      if end == start {
        if end < scalars.count { result.append(scalars[end]) }
        position += 1
      }
    }
    if position < scalars.count { result += scalars[position...] }
    var made = String.UnicodeScalarView()
    made.append(contentsOf: result.compactMap(Unicode.Scalar.init))
    return String(made)
  }

  private static func append(
    _ substitution: String, _ scalars: [UInt32], _ groups: [Int?], to result: inout [UInt32]
  ) {
    var isEscape = false
    for scalar in substitution.unicodeScalars {
      if !isEscape {
        if scalar == "\\" { isEscape = true } else { result.append(scalar.value) }
        continue
      }
      isEscape = false
      if ("0"..."9").contains(scalar) {
        let index = Int(scalar.value - 0x30) * 2
        if index + 1 < groups.count, let start = groups[index], let end = groups[index + 1] {
          result += scalars[start..<end]
        }
      } else {
        result.append(scalar.value)
      }
    }
  }
}
