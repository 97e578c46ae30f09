/// Which rows of a layer are taken.
struct RowOccupancy {
  private var taken: [Bool] = []

  /// Whether rows are free; those above the drawing never are.
  func isFree(_ rows: Range<Int>) -> Bool {
    if rows.lowerBound < 0 { return false }
    for row in rows where row < taken.count && taken[row] { return false }
    return true
  }

  mutating func take(_ rows: Range<Int>) {
    while taken.count < rows.upperBound { taken.append(false) }
    for row in rows where row >= 0 { taken[row] = true }
  }

  /// The row nearest to `wanted` from which on `height` rows are free, with `gap` free rows above and below.
  ///
  /// - Complexity: O(rows · height) at worst.
  func nearest(to wanted: Int, height: Int, gap: Int) -> Int {
    let wanted = max(wanted, 0)
    var distance = 0
    while true {
      for row in [wanted - distance, wanted + distance] where row >= 0 {
        if isFree(max(row - gap, 0)..<(row + height + gap)) { return row }
      }
      distance += 1
    }
  }

  /// One past the last row taken.
  var end: Int { taken.count }
}
