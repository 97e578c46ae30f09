import Cells

/// A line to type into, in place of the footer.
struct Prompt {
  var label: String
  var text: String
  /// What the text finds, such as `2 of 5`.
  var status: String

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.height > 0 else { return }
    canvas.fill(rect, style: .footer)
    let statusX = rect.right - TextWidth.of(status) - 1
    canvas.write(status, x: statusX, y: rect.y, style: .muted)
    let used = canvas.write(" " + label, x: rect.x, y: rect.y, style: .key)
    let room = max(1, statusX - rect.x - used - 2)
    // The end of a long text is what is being typed.
    let shown = TextWidth.of(text) > room - 1 ? Self.end(of: text, width: room - 1) : text
    let end = canvas.write(shown, x: rect.x + used, y: rect.y, style: .input, maxWidth: room)
    canvas.write("█", x: rect.x + used + end, y: rect.y, style: .input)
  }

  /// As many of the last characters as fit into so many columns.
  private static func end(of text: String, width: Int) -> String {
    var kept = text[...]
    while !kept.isEmpty, TextWidth.of(String(kept)) > width { kept = kept.dropFirst() }
    return String(kept)
  }
}
