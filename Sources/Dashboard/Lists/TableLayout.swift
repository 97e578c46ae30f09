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
    var rest = width - Self.margin
    let wanted = model.columns.filter { state.columns[$0.id] ?? $0.isShown }
    let order = wanted.indices.sorted { (wanted[$0].rank, $0) < (wanted[$1].rank, $1) }
    var widths: [Int: Int] = [:]
    // What matters most comes first, names with all of their text: what has no room beside that is left out.
    for i in order {
      let (column, gap) = (wanted[i], widths.isEmpty ? 0 : Self.gap)
      let least = column.width.lowerBound
      guard widths.isEmpty || least + gap <= rest else { continue }
      let width = column.isName ? max(least, min(Self.most(column, model), rest - gap)) : least
      widths[i] = width
      rest -= width + gap
    }
    for i in order where rest > 0 {
      guard let width = widths[i] else { continue }
      let more = max(0, min(rest, Self.most(wanted[i], model) - width))
      widths[i] = width + more
      rest -= more
    }
    fields = wanted.indices.compactMap { i in widths[i].map { Field(column: wanted[i], width: $0) } }
  }

  /// Cells beyond which a column has no use for more.
  private static func most(_ column: TableColumn, _ model: TableModel) -> Int {
    let most = column.width.upperBound
    if column.isNumber || column.isTrend || most == column.width.lowerBound { return most }
    let longest = model.ids.indices.reduce(TextWidth.of(column.title)) { max($0, TextWidth.of(column.cell($1).text)) }
    return min(most, longest)
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
