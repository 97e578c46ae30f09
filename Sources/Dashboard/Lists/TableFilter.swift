import Texts
import TrafficConfig

/// What rows a list shows: all terms, set apart by blanks, have to hold.
///
/// A term is part of a text in any case, `/a regular expression/` (RE2's syntax), or `label=value` with `!=` for its
/// contrary and `*` for any part of the value; `!` before a term means all others.
struct TableFilter {
  private enum Test {
    case part(String)
    case pattern(RE2Pattern)
    case label(key: String, value: String)
  }

  private var terms: [(test: Test, isInverse: Bool)] = []
  /// Why the text is no filter; rows are not filtered by the term, then.
  private(set) var problem: String?

  init(_ text: String) {
    for word in Self.words(text) {
      var word = word[...]
      var isInverse = false
      while word.first == "!" {
        isInverse.toggle()
        word = word.dropFirst()
      }
      guard !word.isEmpty else { continue }
      if word.first == "/" {
        let body = word.dropFirst()
        let source = body.last == "/" ? body.dropLast() : body
        guard !source.isEmpty else { continue }
        do throws(RE2SyntaxError) {
          terms.append((.pattern(try RE2Pattern("(?i)" + source)), isInverse))
        } catch {
          problem = tr("no regular expression: \(error)")
        }
      } else if let mark = word.firstIndex(of: "="), mark != word.startIndex {
        var key = word[..<mark]
        if key.last == "!" {
          isInverse.toggle()
          key = key.dropLast()
        }
        let value = word[word.index(after: mark)...].drop { $0 == "=" }
        terms.append((.label(key: String(key), value: value.lowercased()), isInverse))
      } else {
        terms.append((.part(word.lowercased()), isInverse))
      }
    }
  }

  /// Whether every row passes.
  var isEmpty: Bool { terms.isEmpty }

  /// Whether it leaves rows out by what does not change with the traffic.
  var isByName: Bool {
    !terms.isEmpty
      && terms.allSatisfy { test, _ in if case .label(key: "health", value: _) = test { false } else { true } }
  }

  /// - Complexity: O(length of the row's texts) for each term.
  func matches(_ model: TableModel, _ place: Int) -> Bool {
    var texts: [String]?
    return terms.allSatisfy { test, isInverse in
      let holds: Bool
      switch test {
      case .label(let key, let value): holds = Self.holds(model.labels(place)[key], value)
      case .part(let part):
        let all = texts ?? model.searched(place)
        texts = all
        holds = all.contains { $0.lowercased().contains(part) }
      case .pattern(let pattern):
        let all = texts ?? model.searched(place)
        texts = all
        holds = all.contains(where: pattern.matchesPart(of:))
      }
      return holds != isInverse
    }
  }

  private static func holds(_ label: String?, _ wanted: String) -> Bool {
    guard let label = label?.lowercased() else { return false }
    guard wanted.contains("*") else { return label == wanted }
    return wanted.split(separator: "*").allSatisfy { label.contains($0) }
  }

  /// Blanks set terms apart, but inside of `/…/` they are part of the expression.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isPattern = false
    for character in text {
      let isStart = word.allSatisfy { $0 == "!" }
      if character == " ", !isPattern {
        if !word.isEmpty { words.append(word) }
        word = ""
        continue
      }
      if character == "/" {
        if isPattern {
          isPattern = false
        } else if isStart {
          isPattern = true
        }
      }
      word.append(character)
    }
    return word.isEmpty ? words : words + [word]
  }
}
