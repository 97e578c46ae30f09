import Cells

/// Draws a hint of the tour in a box in a lower corner of the picture, or on one line above the footer where there is
/// little room.
struct TourPainter {
  var text: String
  /// The graph is emptiest at the left, where callers are; forms are at the right.
  var isAtLeft: Bool
  var isOneLine: Bool

  private static let widest = 50

  func draw(on canvas: inout Canvas, in panes: Panes) {
    guard !isOneLine else {
      let line = Rect(x: 0, y: panes.footer.y - 1, width: panes.size.width, height: 1)
      canvas.fill(line, style: .toastInfo)
      canvas.write(TextLine(" » " + text, .toastInfo), x: 0, y: line.y, width: line.width)
      return
    }
    let frame = frame(in: panes)
    canvas.fill(frame, style: .text)
    canvas.box(frame, style: .borderFocused)
    canvas.write(lines(in: panes), in: frame.inset(columns: 2, rows: 1))
  }

  /// Where the box is; empty where the hint has one line only.
  func frame(in panes: Panes) -> Rect {
    guard !isOneLine else { return Rect(x: 0, y: 0, width: 0, height: 0) }
    let lines = lines(in: panes)
    let width = (lines.map(\.width).max() ?? 0) + 4
    let height = lines.count + 2
    let bottom = panes.main.bottom
    return Rect(
      x: isAtLeft ? 1 : panes.size.width - width - 1, y: max(panes.body.y, bottom - height), width: width,
      height: height)
  }

  private func lines(in panes: Panes) -> [TextLine] {
    TextLine.wrapped(text, width: min(Self.widest, panes.size.width / 2))
  }
}
