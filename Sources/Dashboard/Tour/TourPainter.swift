import Cells

/// Draws a hint of the tour where it covers nothing that is read: on the rule above the footer, or on low screens, which
/// have no rules, over the header.
struct TourPainter {
  var text: String

  func draw(on canvas: inout Canvas, in panes: Panes) {
    let line = frame(in: panes)
    canvas.fill(line, style: .toastInfo)
    canvas.write(TextLine(" » " + text.fitted(max(0, line.width - 4)), .toastInfo), x: 0, y: line.y, width: line.width)
  }

  func frame(in panes: Panes) -> Rect {
    Rect(x: 0, y: panes.rules.isEmpty ? panes.header.y : panes.footer.y - 1, width: panes.size.width, height: 1)
  }
}
