extension Canvas: CustomStringConvertible {
  /// The rows as text without trailing spaces: what golden tests compare.
  public var text: [String] {
    (0..<height).map { y in
      var line = String.UnicodeScalarView()
      for cell in row(y) where !cell.isContinuation { line.append(cell.scalar) }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }

  public var description: String { text.joined(separator: "\n") }

  /// The styles of a row as runs, such as `title*5 text*3`: what golden tests of colour compare.
  public var styleMap: [String] {
    (0..<height).map { y in
      styleRuns(row: y).map { "\($0.style)*\($0.columns.count)" }.joined(separator: " ")
    }
  }

  /// The runs of equal style in a row, left to right.
  public func styleRuns(row y: Int) -> [(columns: Range<Int>, style: Style)] {
    var runs: [(columns: Range<Int>, style: Style)] = []
    for (x, cell) in row(y).enumerated() {
      if let last = runs.last, last.style == cell.style {
        runs[runs.count - 1].columns = last.columns.lowerBound..<x + 1
      } else {
        runs.append((x..<x + 1, cell.style))
      }
    }
    return runs
  }
}
