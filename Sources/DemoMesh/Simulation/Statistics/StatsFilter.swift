import TrafficConfig

/// The `filter=` of a stats page: a regular expression that must match somewhere in a stat's internal name.
///
/// The filters of real scrapers are a few fixed strings (`istio_requests_total|istio_tcp_`), so a pattern made of
/// literals, `.`, groups and alternatives is turned into the strings it stands for and searched byte by byte; only
/// others go to the regular expression engine.
final class StatsFilter {
  /// Tells filters apart in caches.
  let number: Int
  private let pattern: RE2Pattern
  /// Any of these must occur; a zero byte stands for any one byte. Nil where the pattern is more than that.
  private let literals: [[UInt8]]?
  /// A match of a name's beginning is a match of the name.
  private let isUnanchored: Bool

  /// - Throws: `RE2SyntaxError` for a pattern that is no regular expression by RE2's rules.
  init(_ pattern: String, number: Int) throws(RE2SyntaxError) {
    self.number = number
    self.pattern = try RE2Pattern(pattern)
    literals = LiteralPattern.alternatives(of: pattern)
    isUnanchored = !["$", "\\b", "\\B", "\\z"].contains { pattern.contains($0) }
  }

  /// Whether every name that begins like this matches. False may mean that the rest must be looked at.
  func matchesPrefix(_ prefix: String) -> Bool { isUnanchored && matches(Array(prefix.utf8)) }

  /// - Complexity: O(*n* · *m*) for a name of *n* bytes and a pattern of *m*.
  func matches(_ name: [UInt8]) -> Bool {
    if let literals { return literals.contains { LiteralPattern.occurs($0, in: name) } }
    return pattern.matchesPart(of: String(decoding: name, as: UTF8.self))
  }
}
