/// The shape of a field that is a list of rows.
struct FieldList: Hashable, Sendable {
  /// What the rows are, and so what has to hold for each.
  enum Rows: Hashable, Sendable {
    case conditions, headers, targets, origins, names
  }

  var rows: Rows
  var columns: [FieldColumn]
  /// On the line that adds a row.
  var addLabel: String
  /// What stands there while there is no row.
  var emptyNote: String

  /// Why a row cannot be; nil if it can.
  func problem(of row: [FieldValue]) -> String? { FieldChecks.row(row.map(\.plain), of: rows) }

  /// Why the rows together cannot be, each of them being right.
  func problem(ofAll rows: [[FieldValue]]) -> String? { FieldChecks.all(rows.map { $0.map(\.plain) }, of: self.rows) }

  /// A cell that says nothing in its row: what joins a row to those before it, where there is no choice, and texts that
  /// what was chosen has no use for.
  ///
  /// - Parameters:
  ///   - row: the row's place in the list.
  ///   - cells: what the row holds.
  func isIdle(_ cell: Int, row: Int, _ cells: [FieldValue]) -> Bool {
    switch (rows, cell) {
    case (.conditions, 0):
      guard case .choice(let joins) = columns[0].kind else { return false }
      return row == 0 || joins.count < 2
    case (.conditions, 2): return !ConditionRows.isNamed(cells[1].plain)
    case (.conditions, 4): return cells[3].plain.hasSuffix("?")
    case (.headers, 3): return cells[1].plain == "remove"
    case (.targets, 2): return cells[0].plain != RuleWizard.other
    default: return false
    }
  }

  var newRow: [FieldValue] { columns.map(\.initial) }
}
