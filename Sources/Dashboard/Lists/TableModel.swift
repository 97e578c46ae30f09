/// The rows of a list as they are now. Made anew for each use, which is cheap: cells are made when they are asked for.
struct TableModel {
  /// The identity of each row; never twice the same.
  var ids: [String] = []
  var columns: [TableColumn] = []
  /// Labels of a row that a filter may ask for.
  var labels: (Int) -> [String: String] = { _ in [:] }
  /// More about the row under the cursor, below the list.
  var note: (Int) -> TextLine = { _ in TextLine() }
  /// Lines that the note gets even on low screens; nil where there is no note.
  var noteLines: Int? = 0
  /// What copying takes of a row.
  var copied: (Int) -> String = { _ in "" }
  /// What one row is, for counting.
  var noun = "row"
  /// The order at first: a column, and whether the largest comes first.
  var sort = TableState.Sort(column: "", isDescending: false)
  /// Why there are no rows, in sentences.
  var emptyReason: [TextLine] = []

  func column(_ id: String) -> TableColumn? { columns.first { $0.id == id } }

  /// The texts that a filter without a key looks into, each by itself.
  func searched(_ place: Int) -> [String] { columns.filter(\.isSearched).map { $0.cell(place).text } }
}
