import Cells
import Texts

/// Draws the list of themes beside a sample of what they colour.
struct ThemesPainter {
  var menu: ThemeMenu
  var screen: ThemesScreen

  /// Columns from the list to the sample.
  private static let gap = 3

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 0 else { return }
    let start = firstRow(height: area.height)
    let width = min(listWidth, area.width)
    for (line, name) in menu.names.dropFirst(start).prefix(area.height).enumerated() {
      let isSelected = start + line == screen.selected
      let mark = isSelected ? "▸ " : name == screen.before ? "• " : "  "
      canvas.write(
        (mark + name).rightPadded(width), x: area.x + 1, y: area.y + line, style: isSelected ? .selection : .text)
    }
    let x = area.x + 1 + width + Self.gap
    canvas.write(sample, in: Rect(x: x, y: area.y, width: max(0, area.right - x - 1), height: area.height))
  }

  /// The row of the menu at a place on the screen; nil beside the list.
  func row(at point: Point, in area: Rect) -> Int? {
    guard area.contains(point), point.x <= area.x + 1 + listWidth else { return nil }
    let row = firstRow(height: area.height) + point.y - area.y
    return menu.names.indices.contains(row) ? row : nil
  }

  private var listWidth: Int { (menu.names.map { TextWidth.of($0) }.max() ?? 0) + 3 }

  private func firstRow(height: Int) -> Int {
    ListPainter.start(screen.selected - height / 2, count: menu.names.count, height: height)
  }

  private var sample: [TextLine] {
    [
      TextLine(tr("Traffic"), .heading),
      TextLine("✓ ", .healthy) + TextLine(tr("healthy"), .healthy) + TextLine("   ! ", .degraded)
        + TextLine(tr("degraded"), .degraded),
      TextLine("✗ ", .failure) + TextLine(tr("failing"), .failure) + TextLine("   ○ ", .notReady)
        + TextLine(tr("scaled to zero"), .notReady),
      TextLine("· ", .idle) + TextLine(tr("idle"), .idle) + TextLine("   ? ", .unknown)
        + TextLine(tr("no data"), .unknown),
      TextLine(),
      TextLine("██████", .barFilled) + TextLine("███", .barObserved) + TextLine("····", .barEmpty),
      TextLine("▁▂▄▇▅▃▂▁", .sparkline) + TextLine(" ▁▁▂▇▁", .sparklineError),
      TextLine(),
      TextLine("+ weight: 20", .added),
      TextLine("- weight: 10", .removed),
      TextLine(),
      TextLine(" ✓ ", .toastInfo) + TextLine(" ! ", .toastWarning) + TextLine(" ✗ ", .toastError)
        + TextLine("  ") + TextLine(" prod-eu ", .protected),
    ]
  }
}
