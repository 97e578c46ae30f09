/// Finds the texts of `tr("…")` in Swift code, with `{}` for what is interpolated.
struct TranslatedTexts {
  private(set) var keys: Set<String> = []
  private let code: [Character]

  init(in text: String) {
    code = Array(text)
    var i = 0
    while i + 3 < code.count {
      let isCall = code[i] == "t" && code[i + 1] == "r" && code[i + 2] == "("
      if isCall, i == 0 || !(code[i - 1].isLetter || code[i - 1].isNumber || code[i - 1] == "_") {
        var place = i + 3
        if let key = literals(at: &place) { keys.insert(key) }
      }
      i += 1
    }
  }

  /// One or more literals joined by `+`; nil where something else stands.
  private func literals(at place: inout Int) -> String? {
    var key = ""
    repeat {
      skipBlanks(&place)
      guard place < code.count, code[place] == "\"" else { return nil }
      place += 1
      key += literal(at: &place)
      skipBlanks(&place)
      guard place < code.count, code[place] == "+" else { return key }
      place += 1
    } while true
  }

  /// The rest of a literal after its opening quote.
  private func literal(at place: inout Int) -> String {
    var text = ""
    while place < code.count, code[place] != "\"" {
      if code[place] == "\\", place + 1 < code.count {
        if code[place + 1] == "(" {
          text += "{}"
          place += 2
          skipInterpolation(&place)
        } else {
          text.append(code[place + 1] == "n" ? "\n" : code[place + 1])
          place += 2
        }
      } else {
        text.append(code[place])
        place += 1
      }
    }
    place += 1
    return text
  }

  private func skipInterpolation(_ place: inout Int) {
    var depth = 1
    while place < code.count, depth > 0 {
      switch code[place] {
      case "(": depth += 1
      case ")": depth -= 1
      case "\"":
        place += 1
        _ = literal(at: &place)
        continue
      default: break
      }
      place += 1
    }
  }

  private func skipBlanks(_ place: inout Int) {
    while place < code.count, code[place].isWhitespace { place += 1 }
  }
}
