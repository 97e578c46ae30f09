import Cells

/// Where the fields of the weights form are: shared by drawing and by the mouse.
struct WeightsLayout: Hashable, Sendable {
  var area: Rect
  /// Columns of the fields, from the area's left edge.
  var label: Int
  var now: Int
  var new: Int
  var bar: Int
  /// 0 where there is no room.
  var barWidth: Int
  var seen: Int?
  var rate: Int?
  var errors: Int?
  var sign: Int?
  /// Rows from the area's top: the first version's.
  var firstRow: Int
  /// Screen rows that a version takes.
  var rowHeight: Int

  static let labelLimit = 14

  /// Wider bars would only move the figures away from what they are about.
  static let most = 124

  init(area: Rect, labels: [String], rows: Int) {
    let area = Rect(x: area.x, y: area.y, width: min(area.width, Self.most), height: area.height)
    self.area = area
    label = 3
    let labelWidth = min(Self.labelLimit, max(4, labels.map { TextWidth.of($0) }.max() ?? 0))
    now = label + labelWidth + 1
    new = now + 5
    bar = new + (area.width < 60 ? 5 : 9)
    // From the right, what matters least goes first.
    var right = area.width - 1
    sign = area.width >= 40 ? right - 1 : nil
    if sign != nil { right -= 3 }
    errors = area.width >= 66 ? right - 6 : nil
    if errors != nil { right -= 8 }
    rate = area.width >= 56 ? right - 6 : nil
    if rate != nil { right -= 8 }
    seen = area.width >= 38 ? right - 6 : nil
    if seen != nil { right -= 8 }
    barWidth = max(0, min(100, right - bar))
    firstRow = area.height < 10 ? 2 : 3
    rowHeight = area.height >= firstRow + rows * 3 + 8 ? 3 : area.height >= firstRow + rows * 2 + 8 ? 2 : 1
  }

  /// The version whose row lies there.
  func row(at point: Point) -> Int? {
    let y = point.y - area.y - firstRow
    return y >= 0 ? y / rowHeight : nil
  }

  /// The weight that a point on a bar stands for; nil beside the bars.
  func weight(at point: Point, slack: Int = 1) -> Int? {
    let x = point.x - area.x - bar
    guard barWidth > 1, x >= -slack, x < barWidth + slack else { return nil }
    return max(0, min(100, Int((Double(x) / Double(barWidth - 1) * 100).rounded())))
  }
}
