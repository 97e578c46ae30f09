extension Canvas {
  /// Copies a part of another canvas so that the part's upper left corner lands at a point.
  ///
  /// A wide glyph cut by the edge of the part becomes spaces.
  ///
  /// - Complexity: O(cells in the part).
  public mutating func draw(_ other: Canvas, at point: Point = .zero, from part: Rect? = nil) {
    let source = (part ?? other.bounds).intersection(other.bounds)
    let shift = part.map { Point(x: source.x - $0.x, y: source.y - $0.y) } ?? .zero
    for y in 0..<source.height {
      for x in 0..<source.width {
        let cell = other[source.x + x, source.y + y]
        let target = Point(x: point.x + shift.x + x, y: point.y + shift.y + y)
        switch cell.width {
        case 0 where x > 0: continue
        case 0: set(" ", width: 1, x: target.x, y: target.y, style: cell.style)
        case 2 where x + 1 == source.width: set(" ", width: 1, x: target.x, y: target.y, style: cell.style)
        default: set(cell.scalar, width: Int(cell.width), x: target.x, y: target.y, style: cell.style)
        }
      }
    }
  }

  /// The canvas with every glyph from the given set.
  ///
  /// - Complexity: O(cells).
  public func converted(to glyphs: GlyphSet) -> Canvas {
    guard glyphs == .ascii else { return self }
    var plain = Canvas(width: width, height: height)
    for y in 0..<height {
      var glyph: Unicode.Scalar = " "
      for x in 0..<width {
        let cell = self[x, y]
        if !cell.isContinuation { glyph = glyphs.glyph(for: cell.scalar) }
        plain.set(glyph, width: 1, x: x, y: y, style: cell.style)
      }
    }
    return plain
  }
}
