import Texts

/// One field of a form: what it asks, what holds now, and what was entered.
struct FormField: Hashable, Sendable, Identifiable {
  enum Kind: Hashable, Sendable {
    case text(TextRule)
    case choice([FieldOption])
    case toggle
    case list(FieldList)
    /// Stands above the fields that belong together; takes no focus.
    case heading
    /// Says something; takes no focus.
    case note
  }

  let id: String
  var label: String
  var kind: Kind
  var value: FieldValue
  /// What counts in the mesh now, in a few words; empty where nothing does.
  var inForce = ""
  /// A sentence for whoever stands on the field.
  var help = ""
  /// It may stay empty.
  var isOptional = true
  /// The operator has changed it.
  var isEdited = false

  var takesFocus: Bool {
    switch kind {
    case .heading, .note: false
    case .text, .choice, .toggle, .list: true
    }
  }

  /// Why the value cannot be; nil if it can.
  ///
  /// - Parameter isFinal: what is missing counts as well.
  func problem(isFinal: Bool) -> String? {
    switch (kind, value) {
    case (.text(let rule), .text(let input)):
      if input.isEmpty { return isFinal && !isOptional ? tr("This is missing.") : nil }
      return rule.problem(of: input.text)
    case (.choice(let options), .choice(let key)):
      return options.contains { $0.key == key } ? nil : tr("\(key) is no longer there: choose anew.")
    case (.list(let list), .rows(let rows)):
      if rows.isEmpty { return isFinal && !isOptional ? tr("At least one row is needed.") : nil }
      guard isFinal, !rows.contains(where: { list.problem(of: $0) != nil }) else { return nil }
      return list.problem(ofAll: rows)
    default: return nil
    }
  }

  /// Why a row of a list cannot be. A row that is not filled in is no error until the end.
  func problem(ofRow index: Int, isFinal: Bool) -> String? {
    guard case .list(let list) = kind, case .rows(let rows) = value, rows.indices.contains(index) else { return nil }
    let row = rows[index]
    let isBlank = zip(row, list.columns).allSatisfy { cell, column in
      if case .text = column.kind { cell.plain.isEmpty } else { true }
    }
    return isBlank && !isFinal ? nil : list.problem(of: row)
  }

  /// Whether anything is wrong with it.
  func isWrong(isFinal: Bool) -> Bool {
    if problem(isFinal: isFinal) != nil { return true }
    guard case .rows(let rows) = value else { return false }
    return rows.indices.contains { problem(ofRow: $0, isFinal: isFinal) != nil }
  }

  /// The value as it stands on the screen.
  var shownValue: String {
    if case .choice = kind { chosenLabel } else { value.plain }
  }

  /// The label of the chosen option.
  var chosenLabel: String {
    guard case .choice(let options) = kind, case .choice(let key) = value else { return "" }
    return options.first { $0.key == key }?.label ?? key
  }
}

extension FormField {
  static func text(
    _ id: String, _ label: String, _ rule: TextRule = .any, _ value: String = "", inForce: String = "",
    isOptional: Bool = true, help: String = ""
  ) -> FormField {
    FormField(
      id: id, label: label, kind: .text(rule), value: .text(value), inForce: inForce, help: help,
      isOptional: isOptional)
  }

  static func choice(
    _ id: String, _ label: String, _ options: [FieldOption], _ value: String, inForce: String = "", help: String = ""
  ) -> FormField {
    FormField(id: id, label: label, kind: .choice(options), value: .choice(value), inForce: inForce, help: help)
  }

  static func toggle(
    _ id: String, _ label: String, _ value: Bool, inForce: String = "", help: String = ""
  ) -> FormField {
    FormField(id: id, label: label, kind: .toggle, value: .toggle(value), inForce: inForce, help: help)
  }

  static func list(
    _ id: String, _ label: String, _ list: FieldList, _ rows: [[FieldValue]] = [], inForce: String = "",
    isOptional: Bool = true, help: String = ""
  ) -> FormField {
    FormField(
      id: id, label: label, kind: .list(list), value: .rows(rows), inForce: inForce, help: help, isOptional: isOptional)
  }

  static func heading(_ label: String, _ note: String = "") -> FormField {
    FormField(id: "heading " + label, label: label, kind: .heading, value: .toggle(false), inForce: note)
  }

  static func note(_ id: String, _ text: String) -> FormField {
    FormField(id: id, label: text, kind: .note, value: .toggle(false))
  }
}
