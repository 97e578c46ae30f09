/// The syntax tree of a regular expression.
indirect enum RE2Node {
  case empty
  case scalar(UInt32)
  case set(RE2CharacterSet)
  case assertion(Assertion)
  case sequence([RE2Node])
  case alternatives([RE2Node])
  /// `max` nil means no limit.
  case repetition(RE2Node, min: Int, max: Int?, isGreedy: Bool)
  /// The index of a capturing group, from 1.
  case group(RE2Node, Int)

  enum Assertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }
}
