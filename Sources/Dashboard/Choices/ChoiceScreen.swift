/// A list of names to choose one from, narrowed by what is typed.
struct ChoiceScreen: Sendable {
  /// A line of the list.
  enum Line: Hashable, Sendable {
    case name(String)
    /// All namespaces.
    case everything
    /// What was typed, which is no name of the list.
    case typed(String)
  }

  var subject: ChoiceSubject
  /// Nil until they are read.
  var names: [String]?
  /// Why the list may be incomplete.
  var note: String?
  var filter = TextInput()
  var row = 0

  init(_ subject: ChoiceSubject) { self.subject = subject }

  var lines: [Line] {
    let text = filter.text
    let names = names ?? []
    var lines: [Line] = []
    if subject == .namespaces, text.isEmpty, note == nil { lines.append(.everything) }
    lines += names.filter { text.isEmpty || $0.contains(text) }.map { .name($0) }
    // Where names cannot be listed, one can still be known.
    if subject == .namespaces, !text.isEmpty, !names.contains(text) { lines.append(.typed(text)) }
    return lines
  }

  var current: Line? { lines.indices.contains(row) ? lines[row] : nil }

  mutating func move(to wanted: Int) { row = max(0, min(wanted, lines.count - 1)) }
}
