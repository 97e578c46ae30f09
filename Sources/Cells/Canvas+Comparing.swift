extension Canvas {
  /// The columns of a row from the first to the last cell that differs from another canvas; nil when none does.
  ///
  /// A wide glyph is never cut. Where the sizes differ, the whole row counts as changed.
  ///
  /// - Complexity: O(width).
  public func changedColumns(row y: Int, since previous: Canvas) -> Range<Int>? {
    guard previous.width == width, previous.height == height else { return width == 0 ? nil : 0..<width }
    let now = row(y)
    let before = previous.row(y)
    let base = now.startIndex
    guard let first = zip(now.indices, before.indices).first(where: { now[$0] != before[$1] })?.0 else { return nil }
    var last = now.endIndex - 1
    while last > first && now[last] == before[last] { last -= 1 }
    var start = first - base
    var end = last - base + 1
    if now[base + start].isContinuation { start -= 1 }
    if end < width && now[base + end].isContinuation { end += 1 }
    return max(0, start)..<end
  }
}
