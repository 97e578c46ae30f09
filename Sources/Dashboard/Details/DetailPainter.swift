import Cells
import Texts

/// Draws the details pane: a heading, then as much as there is room for.
struct DetailPainter {
  var document: DetailDocument
  /// The first line of the blocks that is shown.
  var scroll: Int

  /// Columns that a block wants.
  private static let columnWidth = 58
  private static let labelWidth = 10
  /// Below this many rows single lines are shown instead of blocks.
  private static let blockRows = 7
  /// Below this many rows charts tell nothing.
  private static let chartRows = 8

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.clipped(to: rect) { canvas in
      let used = canvas.write(document.heading, x: rect.x + 1, y: rect.y, width: rect.width - 2)
      canvas.write(document.trend.line(width: rect.width - used - 5), endingAt: rect.right - 1, y: rect.y)
      let body = Rect(x: rect.x + 1, y: rect.y + 1, width: rect.width - 2, height: rect.height - 1)
      if rect.height < Self.blockRows {
        canvas.write(document.summary, in: body)
      } else {
        drawBlocks(on: &canvas, in: body)
      }
    }
  }

  /// Blocks side by side, each column as wide as the others.
  private func drawBlocks(on canvas: inout Canvas, in rect: Rect) {
    let room = max(1, min(3, rect.width / Self.columnWidth))
    let hasChart = hasChart(in: rect, columns: room)
    let lines = flow(into: hasChart ? room - 1 : room, height: rect.height)
    let width = rect.width / max(1, lines.count + (hasChart ? 1 : 0))
    if hasChart, let chart = document.chart {
      let left = lines.count * width
      chart.draw(on: &canvas, in: Rect(x: rect.x + left, y: rect.y, width: rect.width - left, height: rect.height))
    }
    let longest = lines.map(\.count).max() ?? 0
    let start = max(0, min(scroll, longest - rect.height))
    for (i, column) in lines.enumerated() {
      let place = Rect(
        x: rect.x + i * width, y: rect.y, width: width - (width < rect.width ? 1 : 0), height: rect.height)
      canvas.write(column.dropFirst(start), in: place)
      let below = column.count - start - rect.height
      if below > 0 {
        let y = rect.bottom - 1
        canvas.fill(Rect(x: place.x, y: y, width: place.width, height: 1))
        canvas.write(TextLine(tr("▾ \(below + 1) more lines"), .accent), x: place.x, y: y, width: place.width)
      }
    }
  }

  /// Of three columns the charts have one; of two, if all the rest finds room in the other.
  private func hasChart(in rect: Rect, columns: Int) -> Bool {
    guard let chart = document.chart, !chart.history.points.isEmpty, rect.height >= Self.chartRows else { return false }
    return columns > 2 || columns == 2 && flow(into: 1, height: rect.height)[0].count <= rect.height
  }

  /// Fills the columns one after another as far as the height goes; what is left over lengthens the last.
  private func flow(into count: Int, height: Int) -> [[TextLine]] {
    var columns: [[TextLine]] = [[]]
    for block in document.blocks where !block.lines.isEmpty {
      let lines = block.lines.enumerated().map { i, line in
        TextLine((i == 0 ? block.title : "").rightPadded(Self.labelWidth), .muted) + line
      }
      let last = columns.count - 1
      if columns[last].count + lines.count > height, columns.count < count, !columns[last].isEmpty {
        columns.append(lines)
      } else {
        columns[last] += lines
      }
    }
    return columns
  }
}
