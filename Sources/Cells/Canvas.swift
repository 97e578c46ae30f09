/// A picture made of cells: the only thing that screens produce and terminals show.
///
/// Drawing outside the clip is dropped, so a caller need not cut its shapes to fit. Text is made safe on the way in
/// (`TextWidth`): no canvas ever holds a scalar that a terminal would act upon.
public struct Canvas: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// Row by row.
  private var cells: [Cell]
  /// Where drawing has an effect; never larger than the canvas.
  public private(set) var clip: Rect

  /// A blank canvas; a negative extent counts as 0.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: .blank, count: self.width * self.height)
    clip = Rect(x: 0, y: 0, width: self.width, height: self.height)
  }

  public init(size: Size) { self.init(width: size.width, height: size.height) }

  public var size: Size { Size(width: width, height: height) }
  public var bounds: Rect { Rect(size: size) }

  /// The cell at a position; blank outside the canvas.
  public subscript(x: Int, y: Int) -> Cell {
    guard x >= 0, y >= 0, x < width, y < height else { return .blank }
    return cells[y * width + x]
  }

  /// The cells of a row, left to right; empty outside the canvas.
  public func row(_ y: Int) -> ArraySlice<Cell> {
    guard y >= 0, y < height else { return [] }
    return cells[y * width..<(y + 1) * width]
  }

  /// Draws with the clip narrowed to a rectangle; the clip is as before afterwards.
  public mutating func clipped<Result>(to rect: Rect, _ draw: (inout Canvas) -> Result) -> Result {
    let before = clip
    clip = clip.intersection(rect)
    defer { clip = before }
    return draw(&self)
  }

  /// Puts one scalar, made safe; a wide one only where both of its cells are inside the clip, else a space.
  ///
  /// Half of a wide glyph that is overwritten takes the other half with it.
  public mutating func put(_ scalar: Unicode.Scalar, x: Int, y: Int, style: Style = .text) {
    let drawn = TextWidth.drawable(scalar)
    set(drawn.scalar, width: drawn.width, x: x, y: y, style: style)
  }

  mutating func set(_ scalar: Unicode.Scalar, width glyphWidth: Int, x: Int, y: Int, style: Style) {
    guard y >= clip.y, y < clip.bottom else { return }
    if glyphWidth == 2 {
      if x >= clip.x && x + 1 < clip.right {
        separate(x, y)
        separate(x + 1, y)
        cells[y * width + x] = Cell(scalar: scalar, style: style, width: 2)
        cells[y * width + x + 1] = Cell(scalar: " ", style: style, width: 0)
        return
      }
      set(" ", width: 1, x: x, y: y, style: style)
      set(" ", width: 1, x: x + 1, y: y, style: style)
      return
    }
    guard x >= clip.x, x < clip.right else { return }
    separate(x, y)
    cells[y * width + x] = Cell(scalar: scalar, style: style)
  }

  /// Blanks the other half of a wide glyph at a position about to be overwritten.
  private mutating func separate(_ x: Int, _ y: Int) {
    let index = y * width + x
    switch cells[index].width {
    case 2 where x + 1 < width: cells[index + 1] = Cell(scalar: " ", style: cells[index + 1].style)
    case 0 where x > 0: cells[index - 1] = Cell(scalar: " ", style: cells[index - 1].style)
    default: break
    }
  }

  /// Changes the style of the cells of a rectangle and leaves their text.
  ///
  /// - Complexity: O(cells in the rectangle).
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = rect.intersection(clip)
    for y in area.y..<area.bottom {
      for index in y * width + area.x..<y * width + area.right {
        cells[index] = cells[index].styled(change(cells[index].style))
      }
    }
  }

  /// Marks a rectangle as selected: reverse video over whatever stands there.
  public mutating func highlight(_ rect: Rect) { restyle(rect) { $0.reverse } }

  /// Fills a rectangle.
  public mutating func fill(_ rect: Rect, with scalar: Unicode.Scalar = " ", style: Style = .text) {
    let area = rect.intersection(clip)
    let drawn = TextWidth.drawable(scalar)
    for y in area.y..<area.bottom {
      for x in stride(from: area.x, to: area.right, by: drawn.width) {
        set(drawn.scalar, width: drawn.width, x: x, y: y, style: style)
      }
    }
  }
}
