import Cells

extension Canvas {
  /// Writes a line of several styles, cut to so many columns; returns the columns used.
  @discardableResult
  mutating func write(_ line: TextLine, x: Int, y: Int, width: Int) -> Int {
    let shown = line.cut(to: max(0, width))
    return write(shown.spans.map { (text: $0.text, style: $0.style) }, x: x, y: y)
  }

  /// Writes a line that ends at a column.
  mutating func write(_ line: TextLine, endingAt right: Int, y: Int) {
    write(line, x: right - line.width, y: y, width: line.width)
  }

  /// Writes lines below each other into a rectangle; returns how many there was room for.
  @discardableResult
  mutating func write(_ lines: some Sequence<TextLine>, in rect: Rect) -> Int {
    var y = rect.y
    for line in lines {
      guard y < rect.bottom else { break }
      write(line, x: rect.x, y: y, width: rect.width)
      y += 1
    }
    return y - rect.y
  }
}
