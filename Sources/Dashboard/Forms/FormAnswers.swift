/// What a form says, read by the names of its fields.
struct FormAnswers: Hashable, Sendable {
  private var values: [String: FieldValue]
  private var edited: Set<String>

  init(_ values: [String: FieldValue] = [:], edited: Set<String> = []) {
    self.values = values
    self.edited = edited
  }

  /// Without blanks around it; empty where the field is not there.
  func text(_ id: String) -> String {
    guard case .text(let input)? = values[id] else { return "" }
    return input.text.trimmed
  }

  /// Nil where nothing is typed.
  func optionalText(_ id: String) -> String? {
    let text = text(id)
    return text.isEmpty ? nil : text
  }

  func choice(_ id: String, default key: String) -> String {
    if case .choice(let chosen)? = values[id] { chosen } else { key }
  }

  func isOn(_ id: String) -> Bool { values[id] == .toggle(true) }

  func whole(_ id: String) -> Int? { Int(text(id)) }
  func number(_ id: String) -> Double? { TextRule.number(text(id)) }
  /// Of a duration.
  func seconds(_ id: String) -> Double? { TextRule.seconds(text(id)) }

  func rows(_ id: String) -> [[String]] {
    guard case .rows(let rows)? = values[id] else { return [] }
    return rows.map { $0.map(\.plain.trimmed) }
  }

  /// The operator has changed the field.
  func isEdited(_ id: String) -> Bool { edited.contains(id) }
}

extension String {
  /// Without blanks at its ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
