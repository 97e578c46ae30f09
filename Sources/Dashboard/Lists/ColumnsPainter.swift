import Cells
import Texts

/// Draws the columns that a list can have, with what is shown.
struct ColumnsPainter {
  var model: TableModel
  var table: TableState
  var screen: ColumnsScreen
  /// Columns of the list behind, to say what there is no room for.
  var width: Int

  func draw(on canvas: inout Canvas, in area: Rect) {
    let shown = Set(TableLayout(model, state: table, width: width).fields.map(\.column.id))
    let start = max(0, min(screen.row - area.height / 2, model.columns.count - area.height))
    for (line, i) in (start..<model.columns.count).prefix(area.height).enumerated() {
      let column = model.columns[i]
      let isWanted = table.columns[column.id] ?? column.isShown
      let y = area.y + line
      if i == screen.row { canvas.write("▸", x: area.x + 1, y: y, style: .accent) }
      var text = TextLine(isWanted ? "[x] " : "[ ] ", isWanted ? .text : .muted)
      text.append(column.name, i == screen.row ? Style.text.bold : isWanted ? .text : .muted)
      if isWanted, !shown.contains(column.id) { text.append(tr("  no room for it on this screen"), .muted) }
      canvas.write(text, x: area.x + 3, y: y, width: area.width - 4)
    }
  }
}
