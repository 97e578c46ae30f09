@testable import Dashboard

/// Finds the texts of `tr("…")` in Swift code, with `{}` for what is interpolated, those of nouns that are counted, and
/// the literals that are neither.
struct TranslatedTexts {
  private(set) var keys: Set<String> = []
  /// Literals that nothing translates, with `{}` for what is interpolated.
  private(set) var others: Set<String> = []
  private let code: [Character]

  init(in text: String) {
    code = Array(text)
    _ = scan(from: 0, isInterpolation: false)
    // `Figures.counted(number, "card")` and the noun of a list.
    for match in text.matches(of: /(?:count(?:ed)?\([^"\n]*, |noun: )"([a-z ]+)"/) {
      let noun = String(match.1)
      keys.formUnion(["{} " + noun, "{} " + Figures.plural(noun)])
      others.remove(noun)
    }
  }

  /// Goes through code, to the end or behind the parenthesis that ends an interpolation.
  private mutating func scan(from start: Int, isInterpolation: Bool) -> Int {
    var place = start
    var depth = 0
    while place < code.count {
      switch code[place] {
      case "(": depth += 1
      case ")":
        depth -= 1
        if isInterpolation, depth < 0 { return place + 1 }
      case "/" where place + 1 < code.count && code[place + 1] == "/":
        while place < code.count, !code[place].isNewline { place += 1 }
        continue
      case "\"":
        let isTranslated = isArgumentOfTranslation(place)
        let key = literals(at: &place)
        if isTranslated { keys.insert(key) } else { others.insert(key) }
        continue
      default: break
      }
      place += 1
    }
    return place
  }

  /// Whether `tr(` stands before a place.
  private func isArgumentOfTranslation(_ place: Int) -> Bool {
    var i = place - 1
    while i >= 0, code[i].isWhitespace { i -= 1 }
    guard i >= 2, code[i] == "(", code[i - 1] == "r", code[i - 2] == "t" else { return false }
    return i < 3 || !(code[i - 3].isLetter || code[i - 3].isNumber || code[i - 3] == "_")
  }

  /// One or more literals joined by `+`.
  private mutating func literals(at place: inout Int) -> String {
    var key = ""
    while true {
      key += literal(at: &place)
      var next = place
      skipBlanks(&next)
      guard next < code.count, code[next] == "+" else { return key }
      next += 1
      skipBlanks(&next)
      guard next < code.count, code[next] == "\"" else { return key }
      place = next
    }
  }

  /// A literal from its opening quote on.
  private mutating func literal(at place: inout Int) -> String {
    let isLong = place + 2 < code.count && code[place + 1] == "\"" && code[place + 2] == "\""
    place += isLong ? 3 : 1
    var text = ""
    while place < code.count {
      if code[place] == "\"", !isLong || (place + 2 < code.count && code[place + 1] == "\"" && code[place + 2] == "\"")
      {
        place += isLong ? 3 : 1
        return text
      }
      guard code[place] == "\\", place + 1 < code.count else {
        text.append(code[place])
        place += 1
        continue
      }
      if code[place + 1] == "(" {
        text += "{}"
        place = scan(from: place + 2, isInterpolation: true)
      } else {
        text.append(code[place + 1] == "n" ? "\n" : code[place + 1])
        place += 2
      }
    }
    return text
  }

  private func skipBlanks(_ place: inout Int) {
    while place < code.count, code[place].isWhitespace { place += 1 }
  }
}
