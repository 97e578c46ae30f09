/// Values over time as lines and areas: from 0 at the bottom to `top`.
///
/// Time is cut into as many slices as there are columns of dots. A slice shows the greatest of the values that end in it,
/// or the one that goes on through it, so that no peak is lost. Slices begin at whole multiples of their length: as time
/// goes on the picture stands still until one is over. Where no value is, nothing is drawn, and no line leads across.
public struct Chart: Hashable, Sendable {
  /// A value and the time that it stands for.
  public struct Value: Hashable, Sendable {
    /// Seconds, as in the chart's span.
    public var start: Double
    public var end: Double
    public var value: Double

    public init(from start: Double, to end: Double, _ value: Double) {
      self.start = start
      self.end = end
      self.value = value
    }
  }

  public struct Series: Hashable, Sendable {
    /// In any order; what is not finite is no value.
    public var values: [Value]
    public var style: Style
    /// Everything below it is drawn too.
    public var isFilled: Bool
    /// What its values are in ASCII, unless it is filled.
    public var mark: Unicode.Scalar

    public init(_ values: [Value], style: Style = .sparkline, isFilled: Bool = false, mark: Unicode.Scalar = "*") {
      self.values = values
      self.style = style
      self.isFilled = isFilled
      self.mark = mark
    }
  }

  /// Later ones are drawn over earlier ones.
  public var series: [Series]
  /// Seconds that are shown, at the right up to `end`.
  public var seconds: Double
  public var end: Double
  /// The value of the top row; what is greater is drawn there.
  public var top: Double
  /// Times at which a line stands behind the values.
  public var marks: [Double]
  public var glyphs: ChartGlyphs

  public init(
    _ series: [Series], seconds: Double, end: Double, top: Double, marks: [Double] = [], glyphs: ChartGlyphs = .braille
  ) {
    self.series = series
    self.seconds = seconds.isFinite && seconds > 0 ? seconds : 1
    self.end = end.isFinite ? end : 0
    self.top = top.isFinite && top > 0 ? top : 1
    self.marks = marks
    self.glyphs = glyphs
  }

  /// The time that so many cells show: `seconds` long, and it ends with the slice that `end` lies in.
  public func span(width: Int) -> ClosedRange<Double> {
    let slice = slice(width: width)
    let last = (end / slice).rounded(.up) * slice
    return last - seconds...last
  }

  private func slice(width: Int) -> Double { seconds / Double(max(1, width * glyphs.columns)) }

  /// The cell that shows a time, from 0 at the left; nil outside.
  public func column(of time: Double, width: Int) -> Int? {
    let span = span(width: width)
    guard width > 0, time > span.lowerBound, time <= span.upperBound else { return nil }
    return min(width - 1, Int((time - span.lowerBound) / seconds * Double(width)))
  }

  /// The greatest value of each slice, oldest first; nil where there is none.
  ///
  /// - Complexity: O(values + columns of dots · length of the longest value).
  func slices(of series: Series, width: Int) -> [Double?] {
    let count = max(0, width * glyphs.columns)
    var result = [Double?](repeating: nil, count: count)
    guard count > 0 else { return result }
    let slice = slice(width: width)
    let start = span(width: width).lowerBound
    for value in series.values where value.value.isFinite && value.end > start {
      let ending = min(Double(count), ((value.end - start) / slice).rounded(.up)) - 1
      let last = Int(max(0, ending))
      guard value.end <= start + Double(count) * slice + slice / 1_000 else { continue }
      // From the first slice whose middle it covers.
      let first = Int(max(0, min(Double(last), ((value.start - start) / slice + 0.5).rounded(.down))))
      for place in first...last { result[place] = max(result[place] ?? value.value, value.value) }
    }
    return result
  }

  /// The row of dots that a value lies in, from 0 at the bottom. Only nothing is in the lowest; the top value is in the
  /// highest.
  func step(of value: Double, of count: Int) -> Int {
    guard value > 0, count > 1 else { return 0 }
    return max(1, min(count - 1, Int((min(1, value / top) * Double(count - 1)).rounded())))
  }

  /// Draws values and marks; cells without either are left as they are.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.clipped(to: rect) { canvas in
      for mark in marks {
        guard let x = column(of: mark, width: rect.width) else { continue }
        for y in rect.y..<rect.bottom { canvas.put(glyphs == .ascii ? "|" : "│", x: rect.x + x, y: y, style: .muted) }
      }
      switch glyphs {
      case .braille: drawDots(on: &canvas, in: rect)
      case .blocks, .ascii: drawCharacters(on: &canvas, in: rect)
      }
    }
  }

  // MARK: Braille

  /// The dots of a cell by row from the top and by column.
  private static let dots: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  private func drawDots(on canvas: inout Canvas, in rect: Rect) {
    var cells = [(bits: UInt8, style: Style)](repeating: (0, .text), count: rect.width * rect.height)
    let count = rect.height * 4
    for series in series {
      var before: Int?
      for (place, value) in slices(of: series, width: rect.width).enumerated() {
        guard let value else {
          before = nil
          continue
        }
        let step = step(of: value, of: count)
        var low = series.isFilled ? 0 : step
        var high = step
        if let before, !series.isFilled {
          if before < step { low = before + 1 }
          if before > step { high = before - 1 }
        }
        for dot in low...max(low, high) {
          let y = count - 1 - dot
          let cell = y / 4 * rect.width + place / 2
          cells[cell].bits |= Self.dots[y % 4][place % 2]
          cells[cell].style = series.style
        }
        before = step
      }
    }
    for (place, cell) in cells.enumerated() where cell.bits != 0 {
      canvas.put(
        Unicode.Scalar(0x2800 + UInt32(cell.bits)) ?? " ", x: rect.x + place % rect.width,
        y: rect.y + place / rect.width, style: cell.style)
    }
  }

  // MARK: Blocks and ASCII

  private static let eighths: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let thirds: [Unicode.Scalar] = ["_", "=", "#"]

  private func drawCharacters(on canvas: inout Canvas, in rect: Rect) {
    for series in series {
      let levels = glyphs.rows(isFilled: series.isFilled)
      let ink: [Unicode.Scalar] =
        series.isFilled
        ? (glyphs == .ascii ? Self.thirds : Self.eighths) : glyphs == .ascii ? [series.mark] : ["▄", "▀"]
      for (x, value) in slices(of: series, width: rect.width).enumerated() {
        guard let value else { continue }
        let step = step(of: value, of: rect.height * levels)
        let y = rect.bottom - 1 - step / levels
        canvas.put(ink[step % levels], x: rect.x + x, y: y, style: series.style)
        guard series.isFilled else { continue }
        for below in y + 1..<max(y + 1, rect.bottom) {
          canvas.put(ink[levels - 1], x: rect.x + x, y: below, style: series.style)
        }
      }
    }
  }
}
