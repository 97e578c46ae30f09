/// What a field of a form holds.
enum FieldValue: Hashable, Sendable {
  case text(TextInput)
  /// The key of the chosen option.
  case choice(String)
  case toggle(Bool)
  /// Of a list: the cells of each row.
  case rows([[FieldValue]])

  /// As a plain text: what was typed, the key that was chosen, `yes` or nothing.
  var plain: String {
    switch self {
    case .text(let input): input.text
    case .choice(let key): key
    case .toggle(let isOn): isOn ? "yes" : ""
    case .rows(let rows): rows.map { $0.map(\.plain).joined(separator: " ") }.joined(separator: ", ")
    }
  }

  static func text(_ text: String) -> FieldValue { .text(TextInput(text)) }
}
