/// Completes the last word of an expression.
struct QueryCompletion: Hashable, Sendable {
  /// The text with as much added as is certain.
  var text: String
  /// What the word may become, sorted; empty where it is finished.
  var choices: [String]
  /// What stands before the word.
  var start: String

  /// - Complexity: O(operands).
  init(_ text: String) {
    self.text = text
    choices = []
    start = text
    var tokens = QueryToken.all(in: text)
    var word = ""
    if let last = tokens.last, last.kind == .word, last.range.upperBound == text.count {
      word = last.text
      tokens.removeLast()
    }
    guard let known = Self.words(after: tokens.last, of: tokens.dropLast().last) else { return }
    let found = known.filter { $0.lowercased().hasPrefix(word.lowercased()) }.sorted()
    guard let first = found.first else { return }
    start = String(text.dropLast(word.count))
    if found.count == 1 {
      self.text = start + first + (first.hasSuffix(":") ? "" : " ")
    } else {
      var common = first
      for other in found {
        while !other.hasPrefix(common) { common.removeLast() }
      }
      if !common.isEmpty { self.text = start + common }
      choices = found
    }
  }

  /// The words that may stand there; nil where a value is the operator's own.
  private static func words(after before: QueryToken?, of operand: QueryToken?) -> [String]? {
    let starters = QueryOperand.allCases.map(\.word) + QueryOperand.allCases.flatMap(\.aliases)
    guard let before else { return starters }
    switch before.kind {
    case .not: return starters
    case .comparison:
      switch operand.flatMap({ QueryOperand.named($0.text) }) {
      case .node: return Array(QueryWords.nodes.keys)
      case .protocol: return Array(QueryWords.protocols.keys)
      default: return nil
      }
    case .word where ["and", "or", "not", "is", "has"].contains(where: before.isWord): return starters
    case .word, .quoted, .parenthesis: return ["AND", "OR"]
    }
  }
}
