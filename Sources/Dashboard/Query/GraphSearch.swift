/// What a text typed to find or hide asks for: a part of a name, or an expression.
///
/// It is an expression when it says so: by a comparison, `AND`, `OR`, `!`, or by being nothing but a condition of yes or
/// no, such as `healthy`. Everything else is a part of a name, and so is whatever stands in quotes.
struct GraphSearch: Hashable, Sendable {
  enum Meaning: Hashable, Sendable {
    case nothing
    /// In lower case.
    case name(String)
    /// One of these has to hold; all conditions in it, then.
    case clauses([[QueryTest]])
    case wrong(QueryProblem)
  }

  let text: String
  let meaning: Meaning

  /// - Complexity: O(n) for n characters.
  init(_ text: String) {
    self.text = text
    let tokens = QueryToken.all(in: text)
    guard !tokens.isEmpty else {
      meaning = .nothing
      return
    }
    if tokens.count == 1, tokens[0].kind == .quoted {
      meaning = tokens[0].text.isEmpty ? .nothing : .name(tokens[0].text.lowercased())
      return
    }
    guard Self.isExpression(tokens) else {
      meaning = .name(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased())
      return
    }
    var parser = QueryParser(tokens, length: text.count)
    do throws(QueryProblem) {
      meaning = .clauses(try parser.clauses())
    } catch {
      meaning = .wrong(error)
    }
  }

  var problem: QueryProblem? { if case .wrong(let problem) = meaning { problem } else { nil } }
  /// There is something to look for.
  var isUsable: Bool {
    switch meaning {
    case .name, .clauses: true
    case .nothing, .wrong: false
    }
  }
  var isExpression: Bool {
    switch meaning {
    case .clauses, .wrong: true
    case .nothing, .name: false
    }
  }

  private static func isExpression(_ tokens: [QueryToken]) -> Bool {
    let hasSign = tokens.contains { token in
      switch token.kind {
      case .comparison, .not: true
      case .word: token.isWord("and") || token.isWord("or")
      case .quoted, .parenthesis: false
      }
    }
    if hasSign { return tokens.count > 1 || tokens[0].kind != .word }
    if tokens.count > 1 {
      // Names have no blanks.
      return ["not", "is", "has"].contains(where: tokens[0].isWord) || QueryOperand.named(tokens[0].text) != nil
        || tokens.dropFirst().contains { QueryComparison(word: $0.text) != nil && $0.kind == .word }
    }
    return tokens[0].text.lowercased().hasPrefix("label:") || QueryOperand.named(tokens[0].text)?.kind == .flag
  }
}
