import Texts

/// A column of a list.
struct TableColumn {
  /// Stable: choices of the operator are kept by it.
  let id: String
  /// The heading; for signs without one, what the chooser calls the column.
  var title: String
  var name: String
  /// Cells that it needs, and cells beyond which more is no help; figures have one width, so that they stand still.
  var width: ClosedRange<Int>
  var isNumber: Bool
  /// Its cells are sparklines, for which any width is of use.
  var isTrend: Bool
  /// What matters least has the highest rank and is left out first.
  var rank: Int
  /// Shown unless the operator decides otherwise.
  var isShown: Bool
  /// A filter looks into it.
  var isSearched: Bool
  /// The cell of a row, by its place.
  var cell: (Int) -> TableCell

  /// Texts whose ends tell them apart.
  var isName: Bool { isSearched && width.upperBound <= 44 }

  init(
    _ id: String, _ title: String, name: String? = nil, width: ClosedRange<Int>, isNumber: Bool = false,
    isTrend: Bool = false, rank: Int,
    isShown: Bool = true, isSearched: Bool = false, cell: @escaping (Int) -> TableCell
  ) {
    self.id = id
    self.title = title
    // Other languages write names such as Pod as they are.
    self.name = name ?? (Language.current == .english ? title.lowercased() : title)
    self.width = width
    self.isNumber = isNumber
    self.isTrend = isTrend
    self.rank = rank
    self.isShown = isShown
    self.isSearched = isSearched
    self.cell = cell
  }
}
