import Testing

@testable import TrafficConfig

@Suite struct RE2PatternTests {
  @Test(
    arguments: [
      ("abc", "abc", true), ("abc", "abcd", false), ("a.c", "axc", true), ("a.c", "a\nc", false),
      ("(?s)a.c", "a\nc", true),
      ("a*", "", true), ("a+", "", false), ("ab?c", "ac", true),
      ("^(.*?;)?(user=jason)(;.*)?$", "a=b;user=jason;c=d", true),
      ("^(.*?;)?(user=jason)(;.*)?$", "user=jasonx", false), ("/v[0-9]+/.*", "/v12/x", true),
      ("/v[0-9]+/.*", "/vx/x", false),
      ("a|bc|", "bc", true), ("a|bc|", "", true), ("(ab|a)(c|bcd)", "abcd", true), ("x{2,3}", "xx", true),
      ("x{2,3}", "xxxx", false), ("x{2,}", "xxxxx", true), ("x{2}", "x", false), ("x{a}", "x{a}", true),
      ("[^/]+", "ab", true),
      ("[^/]+", "a/b", false), ("[]a]+", "]a", true), ("[a-c-]+", "a-c", true), ("\\d+\\.\\d+", "1.5", true),
      ("\\D", "5", false),
      ("\\w+@\\w+", "a_1@b", true), ("\\s", "\t", true), ("[[:alpha:]]+", "abC", true), ("[[:^digit:]]", "5", false),
      ("(?i)GeT", "gEt", true), ("a(?i:b)c", "aBc", true), ("a(?i:b)c", "ABc", false), ("(?P<n>x)y", "xy", true),
      ("(?<n>x)y", "xy", true), ("\\Qa.b\\E+", "a.bb", true), ("\\Qa.b\\E", "axb", false),
      ("\\x41\\x{1F680}", "A🚀", true),
      ("\\bfoo\\b", "foo", true), (".*\\bfoo\\b.*", "a foo.", true), (".*\\bfoo\\b.*", "afoo", false),
      ("\\pL+", "aé日", true),
      ("\\p{Lu}", "a", false), ("\\P{Lu}", "a", true), ("[\\d.]+", "1.2", true), ("\\.", ".", true), ("é.", "éx", true),
      ("(a*)*", "aaa", true), ("(a|b)*?c", "abac", true), ("(?m)a$.^b", "a\nb", false), ("(?ms)a$.^b", "a\nb", true),
      ("\\A\\z", "", true), ("[^a]", "\n", true), ("\\a\\f\\v", "\u{7}\u{c}\u{b}", true), ("\\07", "\u{7}", true),
    ])
  func matchesWholeTexts(pattern: String, text: String, expected: Bool) throws {
    #expect(try RE2Pattern(pattern).matchesWhole(text) == expected)
  }

  @Test(arguments: [
    ("b+", "abbc", true), ("^b", "abc", false), ("c$", "abc", true), ("x", "abc", false), ("", "", true),
  ])
  func matchesParts(pattern: String, text: String, expected: Bool) throws {
    #expect(try RE2Pattern(pattern).matchesPart(of: text) == expected)
  }

  @Test(
    arguments: [
      "(", ")", "a)", "[", "[b-a]", "*a", "a**", "a{3,2}", "a{1001}", "(?=a)", "(?!a)", "(?<=a)", "\\1", "(a)\\1", "\\",
      "\\q", "[[:foo:]]", "(?P<a", "(?P<a-b>x)", "(?z)", "\\x{110000}", "(?", "a+*", "\\pX", "((a{1000}){1000}){1000}",
    ])
  func refuses(pattern: String) {
    #expect {
      _ = try RE2Pattern(pattern)
    } throws: { error in
      (error as? RE2SyntaxError).map { !$0.isUnsupported } ?? false
    }
  }

  @Test(
    arguments: [
      ("^/service/([^/]+)(/.*)$", "\\2/instance/\\1", "/service/foo/v1/api", "/v1/api/instance/foo"),
      ("one", "two", "/xxx/one/yyy/one/zzz", "/xxx/two/yyy/two/zzz"),
      ("^(.*?)one(.*)$", "\\1two\\2", "/x/one/y/one", "/x/two/y/one"),
      ("(?i)/xxx/", "/yyy/", "/aaa/XxX/bbb", "/aaa/yyy/bbb"), ("b*", "-", "abc", "-a-c-"), ("x", "\\\\", "axb", "a\\b"),
      ("z", "y", "abc", "abc"), ("(a)|b", "<\\1>", "ab", "<a><>"),
    ])
  func replacesMatches(pattern: String, substitution: String, text: String, expected: String) throws {
    #expect(try RE2Pattern(pattern).replacingMatches(in: text, with: substitution) == expected)
  }

  /// What would take a backtracking matcher years takes steps in proportion to the text here.
  @Test func isLinear() throws {
    let pattern = try RE2Pattern("(a+)+b")
    #expect(!pattern.matchesWhole(String(repeating: "a", count: 5000)))
    #expect(pattern.matchesWhole(String(repeating: "a", count: 5000) + "b"))
  }

  @Test(arguments: 0..<UInt64(4))
  func survivesAnyPattern(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "a", "b", "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "$", ".", "\\", "d", "pL", "x", "1", ",", "-",
      ":", "(?i)", "(?:", "\\Q", "é", "^]", "[:alpha:]",
    ]
    for _ in 0..<1500 {
      let pattern = (0..<Int.random(in: 0...10, using: &generator)).compactMap { _ in
        pieces.randomElement(using: &generator)
      }.joined()
      guard let compiled = try? RE2Pattern(pattern) else { continue }
      for text in ["", "a", "aab", "b]é1"] {
        // A whole match is also a partial one.
        if compiled.matchesWhole(text) { #expect(compiled.matchesPart(of: text), "\(pattern) \(text)") }
        _ = compiled.replacingMatches(in: text, with: "\\1x")
      }
    }
  }
}
