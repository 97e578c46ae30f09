import Cells
import Texts

/// Draws lines that may be more than there is room for, and says how many are out of sight.
enum ListPainter {
  /// The first line that is shown, for a wish that may be out of range.
  static func start(_ wanted: Int, count: Int, height: Int) -> Int { max(0, min(wanted, count - height)) }

  static func draw(_ lines: [TextLine], scroll: Int, on canvas: inout Canvas, in area: Rect) {
    guard area.height > 0 else { return }
    let first = start(scroll, count: lines.count, height: area.height)
    canvas.write(lines.dropFirst(first), in: area)
    let below = lines.count - first - area.height
    if below > 0 {
      let text = tr(" ▾ \(below) more ")
      canvas.write(text, x: area.right - TextWidth.of(text), y: area.bottom - 1, style: .accent)
    }
    if first > 0 {
      let text = " ▴ \(first) "
      canvas.write(text, x: area.right - TextWidth.of(text), y: area.y, style: .accent)
    }
  }
}
