/// A cell that each row of a list has.
struct FieldColumn: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case text
    case choice([FieldOption])
  }

  /// Shown in an empty cell.
  var hint: String
  var kind: Kind
  /// Columns on the screen.
  var width: Int
  /// What a new row begins with.
  var initial: FieldValue

  static func text(_ hint: String, width: Int, initial: String = "") -> FieldColumn {
    FieldColumn(hint: hint, kind: .text, width: width, initial: .text(initial))
  }

  static func choice(_ options: [FieldOption], width: Int) -> FieldColumn {
    FieldColumn(hint: "", kind: .choice(options), width: width, initial: .choice(options.first?.key ?? ""))
  }
}
