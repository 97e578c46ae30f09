extension Canvas {
  /// A horizontal bar for a fraction of 0...1, in eighths of a cell, with dots for what is left.
  public mutating func bar(
    _ fraction: Double, x: Int, y: Int, width: Int, style: Style = .barFilled, emptyStyle: Style = .barEmpty
  ) {
    let filled = Bar.filled(fraction, width: width)
    write(filled, x: x, y: y, style: style)
    let used = TextWidth.of(filled)
    for column in used..<max(used, width) { put(Bar.remainder, x: x + column, y: y, style: emptyStyle) }
  }

  /// The newest values as a sparkline, right-aligned in so many cells; see `Sparkline.text`.
  public mutating func sparkline(
    _ values: [Double?], x: Int, y: Int, width: Int, maximum: Double? = nil, style: Style = .sparkline
  ) {
    write(Sparkline.text(values, width: width, maximum: maximum), x: x, y: y, style: style)
  }
}
