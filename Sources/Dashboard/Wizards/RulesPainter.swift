import Cells
import Texts

/// Draws the ordered rules of a service.
struct RulesPainter {
  var screen: RulesScreen

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !screen.items.isEmpty else {
      canvas.write(
        TextLine.wrapped(
          tr("No rule: the requests spread over all ready pods. Insert one, and Vigla writes a VirtualService."),
          width: area.width - 4, .muted), in: area.inset(columns: 2))
      return
    }
    let blocks = screen.items.indices.map { lines(of: $0, width: area.width - 4) }
    var start = 0
    // The block under the cursor is in sight, with what comes before it as far as there is room.
    let before = blocks[..<min(screen.row, blocks.count)].reduce(0) { $0 + $1.count }
    let here = blocks.indices.contains(screen.row) ? blocks[screen.row].count : 0
    let total = blocks.reduce(0) { $0 + $1.count }
    if total > area.height { start = max(0, min(before + here - area.height * 2 / 3, total - area.height)) }
    var y = area.y - start
    for (i, block) in blocks.enumerated() {
      for (n, line) in block.enumerated() {
        if y >= area.y, y < area.bottom {
          if i == screen.row, n == 0 { canvas.write("▸", x: area.x + 1, y: y, style: .accent) }
          canvas.write(line, x: area.x + 3, y: y, width: area.width - 4)
        }
        y += 1
      }
    }
    if start > 0 { canvas.write("▴", x: area.right - 2, y: area.y, style: .accent) }
    if total - start > area.height { canvas.write("▾", x: area.right - 2, y: area.bottom - 1, style: .accent) }
  }

  private func lines(of i: Int, width: Int) -> [TextLine] {
    let item = screen.items[i]
    let isHere = i == screen.row
    let head = TextLine("\(item.index + 1)".leftPadded(2) + " ", .muted)
    let who = TextLine(item.who, isHere ? Style.text.bold : .text)
    let what = TextLine(" → ", .muted) + TextLine(item.what, .accent)
    var lines: [TextLine]
    if head.width + who.width + what.width <= width {
      lines = [head + who + what]
    } else {
      lines = [(head + who).cut(to: width), (TextLine("   ") + what).cut(to: width)]
    }
    if !item.extras.isEmpty {
      lines.append((TextLine("   ") + TextLine(item.extras.joined(separator: ", "), .muted)).cut(to: width))
    }
    for finding in item.findings {
      lines += TextLine.wrapped("! " + finding, width: width - 3, .warning).map { TextLine("   ") + $0 }
    }
    return lines
  }
}
