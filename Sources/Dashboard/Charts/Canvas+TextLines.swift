import Cells

extension Canvas {
  /// Its rows as text in several styles, without the blanks at their ends: so that what is drawn scrolls and is copied
  /// like any other text.
  ///
  /// - Complexity: O(cells).
  var textLines: [TextLine] {
    (0..<height).map { y in
      let cells = row(y)
      guard let end = cells.lastIndex(where: { $0.scalar != " " }) else { return TextLine() }
      var line = TextLine()
      for cell in cells[...end] where cell.width > 0 {
        let text = String(Character(cell.scalar))
        if let last = line.spans.indices.last, line.spans[last].style == cell.style {
          line.spans[last].text += text
        } else {
          line.append(text, cell.style)
        }
      }
      return line
    }
  }
}
