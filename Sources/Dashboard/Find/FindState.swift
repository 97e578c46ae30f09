import Cells

/// A text that is typed to find or hide something, or that was found by.
struct FindState: Hashable, Sendable {
  var text: String {
    didSet {
      guard text != oldValue else { return }
      search = GraphSearch(text)
      choices = []
    }
  }
  private(set) var search: GraphSearch
  /// The prompt is open: keys are letters.
  var isTyping = true
  /// What the last word may become, after Tab.
  private(set) var choices: [String] = []

  init(_ text: String = "") {
    self.text = text
    search = GraphSearch(text)
  }

  /// Adds to the last word what is certain, and shows what there is to choose from.
  mutating func complete() {
    let completion = QueryCompletion(text)
    text = completion.text
    choices = completion.choices
  }

  /// Takes a key of the prompt; false if it is none of a line to type into.
  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .backspace: text = String(text.dropLast())
    case .control("u"): text = ""
    case .control("w"):
      let words = text.split(separator: " ")
      text = words.dropLast().map { $0 + " " }.joined()
    case .tab: complete()
    case .space: text.append(" ")
    case .character(let character): text.append(character)
    default: return false
    }
    return true
  }
}
