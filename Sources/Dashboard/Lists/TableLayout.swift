import Cells

/// Which columns of a list there is room for, and how wide each is.
struct TableLayout {
  struct Field {
    var column: TableColumn
    var width: Int
  }

  private(set) var fields: [Field] = []

  /// The cursor's sign and the mark, before the first column.
  static let margin = 2
  static let gap = 2

  /// - Complexity: O(rows) for each column whose width depends on its texts.
  init(_ model: TableModel, state: TableState, width: Int) {
    let room = width - Self.margin
    let wanted = model.columns.filter { state.columns[$0.id] ?? $0.isShown }
    var chosen = wanted.indices.sorted { (wanted[$0].rank, $0) < (wanted[$1].rank, $1) }
    while chosen.count > 1, chosen.reduce(-Self.gap, { $0 + wanted[$1].width.lowerBound + Self.gap }) > room {
      chosen.removeLast()
    }
    fields = chosen.sorted().map { Field(column: wanted[$0], width: wanted[$0].width.lowerBound) }
    var rest = room - fields.reduce(-Self.gap) { $0 + $1.width + Self.gap }
    // What matters most gets what its texts need first.
    for i in fields.indices.sorted(by: { fields[$0].column.rank < fields[$1].column.rank }) where rest > 0 {
      let column = fields[i].column
      guard column.width.upperBound > column.width.lowerBound else { continue }
      var most = column.width.upperBound
      if !column.isNumber, !column.isTrend {
        let longest = model.ids.indices.reduce(TextWidth.of(column.title)) {
          max($0, TextWidth.of(column.cell($1).text))
        }
        most = min(most, longest)
      }
      let more = max(0, min(rest, most - fields[i].width))
      fields[i].width += more
      rest -= more
    }
  }

  /// The column at so many cells from the left edge; nil in between.
  func column(at x: Int) -> TableColumn? {
    var left = Self.margin
    for field in fields {
      if x >= left, x < left + field.width + 1 { return field.column }
      left += field.width + Self.gap
    }
    return nil
  }
}
