import Cells

/// A line to type into, in place of the footer.
struct Prompt {
  var label: String
  var text: String
  /// What the text finds, such as `2 of 5`.
  var status: String
  /// The characters of the text that are wrong, or where something is missing.
  var wrong: Range<Int>?

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.height > 0 else { return }
    canvas.fill(rect, style: .footer)
    let used = canvas.write(" " + label, x: rect.x, y: rect.y, style: .key)
    // A long status leaves a third of the line to what is typed, or all of a short text.
    let least = min(TextWidth.of(text) + 1, max(1, (rect.width - used) / 3))
    let status = status.fitted(max(0, rect.width - used - least - 3))
    let statusX = rect.right - TextWidth.of(status) - 1
    canvas.write(status, x: statusX, y: rect.y, style: wrong == nil ? .muted : .error)
    let room = max(1, statusX - rect.x - used - 2)
    // The end of a long text is what is being typed.
    let shown = TextWidth.of(text) > room - 1 ? Self.end(of: text, width: room - 1) : text
    let cut = text.count - shown.count
    var end = 0
    for (place, character) in shown.enumerated() {
      let style: Style = wrong?.contains(place + cut) == true ? .error.underline : .input
      end += canvas.write(String(character), x: rect.x + used + end, y: rect.y, style: style, maxWidth: room - end)
    }
    canvas.write("█", x: rect.x + used + end, y: rect.y, style: .input)
  }

  /// As many of the last characters as fit into so many columns.
  private static func end(of text: String, width: Int) -> String {
    var kept = text[...]
    while !kept.isEmpty, TextWidth.of(String(kept)) > width { kept = kept.dropFirst() }
    return String(kept)
  }
}
