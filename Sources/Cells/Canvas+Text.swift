extension Canvas {
  /// Writes one line of text and returns the cells it took.
  ///
  /// Without `maxWidth` the text runs on until the clip cuts it. With it the text is shortened to that many cells by
  /// `fit` and stands in a field of that width by `alignment`; the rest of the field is left as it is.
  ///
  /// - Complexity: O(n) in the number of scalars.
  @discardableResult
  public mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .text, maxWidth: Int? = nil, alignment: TextAlignment = .left,
    fit: TextFit = .start
  ) -> Int {
    guard let maxWidth else { return write(scalars: text.unicodeScalars, x: x, y: y, style: style) }
    let scalars = fit.scalars(of: text, width: maxWidth)
    let used = scalars.reduce(0) { $0 + (TextWidth.of($1) ?? 1) }
    return write(scalars: scalars, x: x + alignment.offset(of: used, in: maxWidth), y: y, style: style)
  }

  /// Writes pieces of text one after another, each in its style, and returns the cells they took.
  ///
  /// With `maxWidth` the piece that does not fit is shortened and those after it are left out.
  @discardableResult
  public mutating func write(
    _ pieces: [(text: String, style: Style)], x: Int, y: Int, maxWidth: Int? = nil
  ) -> Int {
    var used = 0
    for piece in pieces {
      guard let maxWidth else {
        used += write(piece.text, x: x + used, y: y, style: piece.style)
        continue
      }
      guard used < maxWidth else { break }
      used += write(piece.text, x: x + used, y: y, style: piece.style, maxWidth: maxWidth - used)
    }
    return used
  }

  private mutating func write(scalars: some Sequence<Unicode.Scalar>, x: Int, y: Int, style: Style) -> Int {
    var column = x
    for scalar in scalars {
      let drawn = TextWidth.drawable(scalar)
      set(drawn.scalar, width: drawn.width, x: column, y: y, style: style)
      column += drawn.width
    }
    return column - x
  }
}
