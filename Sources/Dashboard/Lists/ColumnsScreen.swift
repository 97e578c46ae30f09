/// The choice of the columns of a list.
struct ColumnsScreen: Hashable, Sendable {
  var kind: TableKind
  /// The column under the cursor.
  var row = 0
}
