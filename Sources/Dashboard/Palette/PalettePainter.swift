import Cells
import Texts

/// Draws the palette: suggestions above the line that is typed into.
struct PalettePainter {
  var palette: PaletteState
  var suggestions: [Suggestion]

  private static let most = 10

  func draw(on canvas: inout Canvas, above footer: Rect) {
    let chosen = min(palette.chosen ?? 0, max(0, suggestions.count - 1))
    let count = min(Self.most, suggestions.count, max(0, footer.y - 2))
    let start = max(0, min(chosen - count / 2, suggestions.count - count))
    let width = footer.width
    for (line, i) in (start..<suggestions.count).prefix(count).enumerated() {
      let y = footer.y - count + line
      let suggestion = suggestions[i]
      let isOff = suggestion.obstacle != nil
      canvas.fill(Rect(x: footer.x, y: y, width: width, height: 1))
      var text = TextLine(i == chosen ? " ▸ " : "   ", .accent)
      text.append(suggestion.text.rightPadded(min(34, width / 2)), isOff ? .disabled : .text)
      text.append("  " + (suggestion.obstacle ?? suggestion.help), isOff ? .disabled : .muted)
      canvas.write(text, x: footer.x, y: y, width: width)
      if i == chosen { canvas.restyle(Rect(x: footer.x, y: y, width: width, height: 1)) { _ in .selection } }
    }
    let status =
      suggestions.isEmpty
      ? tr("nothing of that name") : tr("Tab completes  Enter goes  \(chosen + 1) of \(suggestions.count)")
    Prompt(label: ":", text: palette.text, status: status).draw(on: &canvas, in: footer)
  }
}
