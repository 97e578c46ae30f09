import Cells
import Texts

/// Draws lines that may be more than there is room for, and says how many are out of sight.
enum ListPainter {
  /// The first line that is shown, for a wish that may be out of range.
  static func start(_ wanted: Int, count: Int, height: Int) -> Int { max(0, min(wanted, count - height)) }

  static func draw(_ lines: [TextLine], scroll: Int, on canvas: inout Canvas, in area: Rect) {
    guard area.height > 0 else { return }
    let first = start(scroll, count: lines.count, height: area.height)
    var shown = Array(lines.dropFirst(first).prefix(area.height))
    // What a mark stands on ends before it, with the sign of what is cut.
    func mark(_ text: String, on row: Int) {
      shown[row] = shown[row].cut(to: max(0, area.width - TextWidth.of(text)))
      shown[row].pad(to: area.width - TextWidth.of(text))
      shown[row].append(text, .accent)
    }
    let below = lines.count - first - area.height
    if below > 0 { mark(tr(" ▾ \(below) more "), on: shown.count - 1) }
    if first > 0 { mark(" ▴ \(first) ", on: 0) }
    canvas.write(shown, in: area)
  }
}
