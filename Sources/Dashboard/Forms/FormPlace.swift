/// Where the cursor of a form is.
struct FormPlace: Hashable, Sendable {
  var field: String
  /// In a list: the row; the one after the last is the line that adds.
  var row = 0
  /// In a list: the cell of the row.
  var cell = 0
}
