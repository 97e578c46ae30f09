/// A piece of an expression.
struct QueryToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word
    /// In quotes: always a value.
    case quoted
    case comparison(QueryComparison)
    /// `!`
    case not
    case parenthesis
  }

  var kind: Kind
  /// Without quotes.
  var text: String
  /// In characters of the whole.
  var range: Range<Int>

  /// Whether it is the word, in any case.
  func isWord(_ word: String) -> Bool { kind == .word && text.lowercased() == word }

  /// Splits a text into its pieces; anything is some piece.
  ///
  /// - Complexity: O(n) for n characters.
  static func all(in text: String) -> [QueryToken] {
    let characters = Array(text)
    var tokens: [QueryToken] = []
    var place = 0
    while place < characters.count {
      let character = characters[place]
      let start = place
      if character.isWhitespace {
        place += 1
      } else if character == "\"" || character == "'" {
        let end = characters[(place + 1)...].firstIndex(of: character) ?? characters.count
        place = min(characters.count, end + 1)
        tokens.append(
          QueryToken(kind: .quoted, text: String(characters[(start + 1)..<end]), range: start..<place))
      } else if let comparison = comparison(characters, at: place) {
        place += comparison.rawValue.count
        // As programmers write it.
        if comparison == .equal, place < characters.count, characters[place] == "=" { place += 1 }
        tokens.append(QueryToken(kind: .comparison(comparison), text: comparison.rawValue, range: start..<place))
      } else if character == "!" || character == "(" || character == ")" {
        place += 1
        let kind: Kind = character == "!" ? .not : .parenthesis
        tokens.append(QueryToken(kind: kind, text: String(character), range: start..<place))
      } else {
        while place < characters.count, !endsWord(characters, at: place) { place += 1 }
        tokens.append(QueryToken(kind: .word, text: String(characters[start..<place]), range: start..<place))
      }
    }
    return tokens
  }

  private static func comparison(_ characters: [Character], at place: Int) -> QueryComparison? {
    QueryComparison.allCases.first { comparison in
      let sign = Array(comparison.rawValue)
      return place + sign.count <= characters.count
        && zip(sign, characters[place...]).allSatisfy { $0 == $1 }
    }
  }

  private static func endsWord(_ characters: [Character], at place: Int) -> Bool {
    let character = characters[place]
    return character.isWhitespace || "!()\"".contains(character) || comparison(characters, at: place) != nil
  }
}
