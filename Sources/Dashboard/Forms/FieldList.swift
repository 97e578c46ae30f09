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

  /// A cell in which nothing can be chosen: what joins a row to those before it, where there is but one way or no row.
  func isIdle(row: Int, cell: Int) -> Bool {
    guard rows == .conditions, cell == 0, case .choice(let joins) = columns[0].kind else { return false }
    return row == 0 || joins.count < 2
  }

  var newRow: [FieldValue] { columns.map(\.initial) }
}
