import Cells

/// The last line: the keys that are valid now, the most useful first, and what goes on in the background.
struct Footer {
  struct Hint: Hashable, Sendable {
    var keys: String
    var label: String
    var isEnabled = true
  }

  var hints: [Hint]
  /// Stands at the right end.
  var status: TextLine

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.height > 0 else { return }
    canvas.fill(rect, style: .footer)
    let statusWidth = status.isEmpty ? 0 : min(status.width, rect.width / 2)
    var x = rect.x + 1
    let right = rect.right - (statusWidth > 0 ? statusWidth + 3 : 1)
    for hint in hints {
      let width = TextWidth.of(hint.keys) + 1 + TextWidth.of(hint.label)
      guard x + width <= right else { continue }
      canvas.write(hint.keys, x: x, y: rect.y, style: hint.isEnabled ? .key : .disabled)
      canvas.write(
        hint.label, x: x + TextWidth.of(hint.keys) + 1, y: rect.y, style: hint.isEnabled ? .footer : .disabled)
      x += width + 2
    }
    if statusWidth > 0 {
      canvas.write(status, x: rect.right - statusWidth - 1, y: rect.y, width: statusWidth)
    }
  }
}
