import Texts

/// Fields that can be moved about in and filled in. It knows nothing of what they mean.
///
/// The fields that are shown come anew from outside whenever the mesh or an answer changes; what was entered stays,
/// also in fields that are not shown for a while.
struct Form: Hashable, Sendable {
  /// Those that are shown, in their order.
  private(set) var fields: [FormField] = []
  private(set) var place = FormPlace(field: "")
  /// What was entered, by field.
  private var entered: [String: FieldValue] = [:]
  /// What is missing is an error, too: the operator wanted to go on.
  var isFinal = false

  // MARK: Fields

  /// Takes fresh fields with what counts in the mesh now, and keeps what was entered.
  mutating func take(_ fresh: [FormField]) {
    let old = fields
    fields = fresh.map { field in
      guard let value = entered[field.id], Self.fits(value, field) else { return field }
      var field = field
      field.value = value
      field.isEdited = true
      return field
    }
    // A cursor in a text that did not change stays where it is.
    for i in fields.indices where !fields[i].isEdited {
      guard let before = old.first(where: { $0.id == fields[i].id }), !before.isEdited,
        before.value.plain == fields[i].value.plain, case .text = before.value
      else { continue }
      fields[i].value = before.value
    }
    settle()
  }

  private static func fits(_ value: FieldValue, _ field: FormField) -> Bool {
    switch (field.kind, value) {
    case (.text, .text), (.choice, .choice), (.toggle, .toggle), (.list, .rows): true
    default: false
    }
  }

  var isChanged: Bool { !entered.isEmpty }

  /// What was entered alone, for which fields there shall be: what is not entered follows from the mesh.
  var entries: FormAnswers { FormAnswers(entered, edited: Set(entered.keys)) }

  /// Everything that the form says.
  var answers: FormAnswers {
    var values = entered
    for field in fields { values[field.id] = field.value }
    return FormAnswers(values, edited: Set(entered.keys))
  }

  /// Forgets what was entered; the fields have to be taken anew.
  mutating func reset() {
    entered = [:]
    isFinal = false
  }

  /// The first field that cannot stay as it is.
  var firstWrong: FormField? { fields.first { $0.isWrong(isFinal: true) } }

  var current: FormField? { fields.first { $0.id == place.field } }

  // MARK: Moving

  /// Puts the cursor back on something that is there.
  private mutating func settle() {
    if current?.takesFocus != true { place = FormPlace(field: fields.first(where: \.takesFocus)?.id ?? "") }
    guard let field = current else { return }
    guard case .list(let list) = field.kind, case .rows(let rows) = field.value else {
      place = FormPlace(field: field.id)
      return
    }
    place.row = max(0, min(place.row, rows.count))
    place.cell = place.row == rows.count ? 0 : max(0, min(place.cell, list.columns.count - 1))
    guard place.row < rows.count, list.isIdle(place.cell, row: place.row, rows[place.row]) else { return }
    let useful = list.columns.indices.filter { !list.isIdle($0, row: place.row, rows[place.row]) }
    place.cell = useful.first { $0 > place.cell } ?? useful.last ?? 0
  }

  mutating func go(to new: FormPlace) {
    place = new
    settle()
  }

  mutating func goToFirstWrong() {
    guard let field = firstWrong else { return }
    var row = 0
    if case .rows(let rows) = field.value {
      row = rows.indices.first { field.problem(ofRow: $0, isFinal: true) != nil } ?? rows.count
    }
    go(to: FormPlace(field: field.id, row: row))
  }

  /// Every place that the cursor can be in, line by line.
  private var lines: [[FormPlace]] {
    fields.filter(\.takesFocus).flatMap { field -> [[FormPlace]] in
      guard case .list(let list) = field.kind, case .rows(let rows) = field.value else {
        return [[FormPlace(field: field.id)]]
      }
      return rows.indices.map { row in
        list.columns.indices.filter { !list.isIdle($0, row: row, rows[row]) }.map {
          FormPlace(field: field.id, row: row, cell: $0)
        }
      } + [[FormPlace(field: field.id, row: rows.count)]]
    }
  }

  /// To another line; false at an end.
  @discardableResult
  mutating func moveLine(by step: Int) -> Bool {
    let lines = lines
    guard let here = lines.firstIndex(where: { $0.contains(place) }) else { return false }
    let wanted = max(0, min(here + step, lines.count - 1))
    guard wanted != here else { return false }
    let cell = place.cell
    place = lines[wanted].first { $0.cell >= cell } ?? lines[wanted][lines[wanted].count - 1]
    return true
  }

  /// To the next place, line or not; around at the ends.
  mutating func moveOn(forward: Bool) {
    let all = lines.flatMap(\.self)
    guard let here = all.firstIndex(of: place), !all.isEmpty else { return }
    place = all[(here + (forward ? 1 : all.count - 1)) % all.count]
  }

  mutating func moveToEnd(first: Bool) {
    if let line = first ? lines.first : lines.last, let target = line.first { place = target }
  }

  /// The cursor is on the last line.
  var isAtEnd: Bool { lines.last?.contains(place) ?? true }

  // MARK: Entering

  private mutating func change(_ change: (inout FormField) -> Void) {
    guard let i = fields.firstIndex(where: { $0.id == place.field }) else { return }
    let before = fields[i].value.plain
    change(&fields[i])
    guard fields[i].value.plain != before || fields[i].isEdited else { return }
    entered[fields[i].id] = fields[i].value
    fields[i].isEdited = true
  }

  /// Changes the text under the cursor; false where there is none.
  @discardableResult
  mutating func edit(_ change: (inout TextInput) -> Void) -> Bool {
    guard isOnText else { return false }
    let place = place
    self.change { field in
      switch field.value {
      case .text(var input):
        change(&input)
        field.value = .text(input)
      case .rows(var rows):
        guard case .text(var input) = rows[place.row][place.cell] else { return }
        change(&input)
        rows[place.row][place.cell] = .text(input)
        field.value = .rows(rows)
      case .choice, .toggle: break
      }
    }
    return true
  }

  /// The rule of the text under the cursor; nil where there is no text.
  var textRule: TextRule? {
    guard let field = current else { return nil }
    switch (field.kind, field.value) {
    case (.text(let rule), _): return rule
    case (.list(let list), .rows(let rows)):
      guard rows.indices.contains(place.row), list.columns.indices.contains(place.cell),
        case .text = list.columns[place.cell].kind
      else { return nil }
      return .any
    default: return nil
    }
  }

  var isOnText: Bool { textRule != nil }

  /// The cursor is on the line that adds a row.
  var isOnAdding: Bool {
    guard let field = current, case .rows(let rows) = field.value else { return false }
    return place.row == rows.count
  }

  /// The cursor is in a list.
  var isOnList: Bool {
    if case .list? = current?.kind { true } else { false }
  }

  /// The options under the cursor.
  private var options: [FieldOption]? {
    guard let field = current else { return nil }
    switch (field.kind, field.value) {
    case (.choice(let options), _): return options
    case (.list(let list), .rows(let rows)):
      guard rows.indices.contains(place.row), list.columns.indices.contains(place.cell),
        case .choice(let options) = list.columns[place.cell].kind
      else { return nil }
      return options
    case (.toggle, _): return [FieldOption(""), FieldOption("yes", tr("yes"))]
    default: return nil
    }
  }

  var isOnChoice: Bool { options != nil }

  /// To the next option, around at the ends.
  mutating func choose(by step: Int) {
    guard let options, !options.isEmpty else { return }
    func next(_ key: String) -> String {
      let here = options.firstIndex { $0.key == key } ?? (step > 0 ? options.count - 1 : 0)
      return options[((here + step) % options.count + options.count) % options.count].key
    }
    choose(next)
  }

  /// Types a letter on a choice of a row: it is meant for the next text of the row. False where there is none.
  mutating func typeOn(_ character: Character) -> Bool {
    guard let field = current, case .list(let list) = field.kind, case .rows(let rows) = field.value,
      rows.indices.contains(place.row),
      let cell = list.columns.indices.first(where: { cell in
        guard cell > place.cell, case .text = list.columns[cell].kind else { return false }
        return !list.isIdle(cell, row: place.row, rows[place.row])
      })
    else { return false }
    place.cell = cell
    return edit { $0.insert(String(character)) }
  }

  /// The next option whose label begins with a letter.
  mutating func choose(letter: Character) {
    guard let options, options.count > 2 else { return }
    choose { key in
      let here = options.firstIndex { $0.key == key } ?? 0
      let turned = options[(here + 1)...] + options[...here]
      return turned.first { $0.label.lowercased().hasPrefix(letter.lowercased()) }?.key ?? key
    }
  }

  private mutating func choose(_ next: (String) -> String) {
    let place = place
    change { field in
      switch field.value {
      case .choice(let key): field.value = .choice(next(key))
      case .toggle(let isOn): field.value = .toggle(next(isOn ? "yes" : "") == "yes")
      case .rows(var rows):
        guard case .choice(let key) = rows[place.row][place.cell] else { return }
        rows[place.row][place.cell] = .choice(next(key))
        field.value = .rows(rows)
      case .text: break
      }
    }
  }

  /// Counts a number up or down; false where there is none.
  mutating func count(up: Bool) -> Bool {
    guard case .text(let rule)? = current?.kind, rule.isNumber else { return false }
    edit { input in
      if let next = rule.stepped(input.text.trimmed, up: up) { input = TextInput(next) }
    }
    return true
  }

  // MARK: Rows

  /// A new row after the one under the cursor; false outside of a list.
  @discardableResult
  mutating func addRow() -> Bool {
    guard let field = current, case .list(let list) = field.kind, case .rows(var rows) = field.value else {
      return false
    }
    let at = min(place.row + (place.row == rows.count ? 0 : 1), rows.count)
    rows.insert(list.newRow, at: at)
    change { $0.value = .rows(rows) }
    go(to: FormPlace(field: field.id, row: at))
    return true
  }

  @discardableResult
  mutating func removeRow() -> Bool {
    guard let field = current, case .rows(var rows) = field.value, rows.indices.contains(place.row) else {
      return false
    }
    rows.remove(at: place.row)
    change { $0.value = .rows(rows) }
    settle()
    return true
  }

  @discardableResult
  mutating func moveRow(by step: Int) -> Bool {
    guard let field = current, case .rows(var rows) = field.value, rows.indices.contains(place.row),
      rows.indices.contains(place.row + step)
    else { return false }
    rows.swapAt(place.row, place.row + step)
    change { $0.value = .rows(rows) }
    place.row += step
    return true
  }
}
