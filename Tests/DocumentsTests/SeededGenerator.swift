import Documents

/// Reproducible randomness (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension SeededGenerator {
  /// Strings that are awkward for writers: quotes, line breaks, other types' words, other scripts.
  mutating func string() -> String {
    let awkward = [
      "", " ", "true", "yes", "on", "null", "~", "012", "1e3", "0x1f", "1:30", "2024-01-02", "- a", "a: b", "a #b",
      "#c", "*", "&a", "!t", "@x", "`x", "%x", "{a}", "[b]", "'q'", "\"q\"", "line\nbreak", "line\nbreak\n", "end\n\n",
      " lead\nx", "tab\tx", "cr\rx", "nul\u{0}x", "\u{7f}", "\u{85}", "\u{2028}", "a\u{feff}b", "日本語", "é", "🚀",
      "---", "--- x", "...", "?", "? x", ":", ": x", "x:", "-", "=", "<<", ".inf", ".nan", "-.5", "+1", "1_000", "a\\b",
      "\u{1b}[31m", "trail ", "a\n  b\n c", "a\n\n\nb", "\n", "x\n ", "y", "N", "1.", ".5", "0o17", "0b11",
    ]
    if Bool.random(using: &self) { return awkward.randomElement(using: &self) ?? "" }
    let letters = Array("abcXYZ019-_./:# '\"\\\n{}[],&*!|>%@`é日\t")
    return String((0..<Int.random(in: 0...24, using: &self)).compactMap { _ in letters.randomElement(using: &self) })
  }

  mutating func value(depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0..<(depth > 4 ? 5 : 8), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2:
      let texts = ["0", "-0", "1", "1.0", "1e2", "1E+10", "-2.50", "9223372036854775808", "0.1e-7", "123456789"]
      return texts.randomElement(using: &self).flatMap { JSONNumber(text: $0) }.map(JSONValue.number) ?? 0
    case 3, 4: return .string(string())
    case 5: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth + 1) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0...5, using: &self) {
        let key = string()
        if object.index(of: key) == nil { object.append(key, value(depth: depth + 1)) }
      }
      return .object(object)
    }
  }
}
