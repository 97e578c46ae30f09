import Cells
import Texts

/// Draws a list: headings, the rows in sight, and more about the row under the cursor.
struct TablePainter {
  var model: TableModel
  var state: TableState
  /// The data is older than it should be.
  var isStale = false

  /// Below this height a line about the row under the cursor would take too much.
  private static let noteHeight = 7

  /// The rows that there is room for.
  static func rows(in height: Int, noteLines: Int? = 0) -> Int {
    max(1, height - 1 - noteRows(in: height, noteLines: noteLines))
  }

  private static func noteRows(in height: Int, noteLines: Int?) -> Int {
    guard let noteLines, height >= noteHeight else { return 0 }
    return max(height >= 14 ? 3 : 2, noteLines + 1)
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 0, area.width > 4 else { return }
    let rows = state.arranged(model)
    guard !rows.isEmpty else { return drawEmpty(on: &canvas, in: area) }
    let layout = TableLayout(model, state: state, width: area.width - 1)
    drawHeadings(layout, on: &canvas, in: area)
    let height = Self.rows(in: area.height, noteLines: model.noteLines)
    let current = state.current(in: rows, model)
    let first = max(0, min(state.scroll, rows.count - height))
    for (line, place) in rows.dropFirst(first).prefix(height).enumerated() {
      let y = area.y + 1 + line
      canvas.write(row(place, layout), x: area.x, y: y, width: area.width)
      if state.marks.contains(model.ids[place]) { canvas.put("*", x: area.x + 1, y: y, style: .accent) }
      if place == current {
        canvas.restyle(Rect(x: area.x, y: y, width: area.width, height: 1)) { _ in .selection }
        canvas.put("▸", x: area.x, y: y, style: .selection)
      }
    }
    if isStale {
      canvas.restyle(Rect(x: area.x, y: area.y + 1, width: area.width, height: height)) {
        $0 == .selection ? $0 : .stale
      }
    }
    if let current { drawNote(model.note(current), on: &canvas, in: area) }
  }

  private func drawHeadings(_ layout: TableLayout, on canvas: inout Canvas, in area: Rect) {
    let sort = state.sort ?? model.sort
    var x = area.x + TableLayout.margin
    for field in layout.fields {
      let title = field.column.title.fitted(field.width)
      let isSorted = field.column.id == sort.column
      let style: Style = isSorted ? .accent : .heading
      let text = field.column.isNumber ? title.leftPadded(field.width) : title
      let used = canvas.write(text, x: x, y: area.y, style: style)
      if isSorted { canvas.put(sort.isDescending ? "▾" : "▴", x: x + used, y: area.y, style: .accent) }
      x += field.width + TableLayout.gap
    }
  }

  private func row(_ place: Int, _ layout: TableLayout) -> TextLine {
    var line = TextLine(String(repeating: " ", count: TableLayout.margin))
    for field in layout.fields {
      let cell = field.column.cell(place)
      if let trend = cell.trend {
        line.append(Sparkline.text(trend, width: field.width), cell.style)
      } else {
        let text = (field.column.isName ? TextFit.ends : .start).fitting(cell.text, width: field.width)
        line.append(field.column.isNumber ? text.leftPadded(field.width) : text.rightPadded(field.width), cell.style)
      }
      line.append(String(repeating: " ", count: TableLayout.gap))
    }
    line.spans.removeLast()
    return line
  }

  private func drawNote(_ note: TextLine, on canvas: inout Canvas, in area: Rect) {
    let height = Self.noteRows(in: area.height, noteLines: model.noteLines) - 1
    guard height > 0, !note.isEmpty else { return }
    let lines = TextLine.wrapped(note.text, width: area.width - 2, note.spans.first?.style ?? .text)
    let place = Rect(x: area.x + 1, y: area.bottom - height, width: area.width - 2, height: height)
    canvas.write(lines.prefix(height), in: place)
    if lines.count > height {
      canvas.put("…", x: place.right - 1, y: place.bottom - 1, style: .muted)
    }
  }

  private func drawEmpty(on canvas: inout Canvas, in area: Rect) {
    var lines = model.emptyReason
    if !model.ids.isEmpty {
      lines = [
        TextLine(tr("None of \(Figures.counted(model.ids.count, model.noun)) passes the filter \(state.filter)")),
        TextLine(tr("Esc takes the filter away, / changes it."), .muted),
      ]
    }
    let place = area.inset(columns: 2)
    let wrapped = lines.flatMap { line in
      line.spans.count <= 1
        ? TextLine.wrapped(line.text, width: place.width, line.spans.first?.style ?? .text) : [line]
    }
    let top = area.height > 6 ? 1 : 0
    canvas.write(wrapped, in: Rect(x: place.x, y: place.y + top, width: place.width, height: place.height - top))
  }

  /// `12-40 of 312`, with the filter if there is one.
  func position(height: Int, width: Int) -> TextLine {
    let rows = state.arranged(model)
    guard !model.ids.isEmpty else { return TextLine() }
    let visible = Self.rows(in: height, noteLines: model.noteLines)
    let first = max(0, min(state.scroll, rows.count - visible))
    var line = TextLine()
    if !state.marks.isEmpty { line.append(tr("\(state.marks.count) marked  "), .accent) }
    if !state.filter.isEmpty, !state.isFiltering, width >= 60 { line.append("/\(state.filter.fitted(24))  ", .match) }
    if rows.isEmpty {
      line.append(tr("0 of \(model.ids.count)"), .muted)
    } else {
      line.append(tr("\(first + 1)-\(min(first + visible, rows.count)) of \(rows.count)"), .muted)
      if rows.count < model.ids.count { line.append(" (\(model.ids.count))", .muted) }
    }
    return line
  }
}
