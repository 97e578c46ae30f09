/// Small column charts, one cell a value.
public enum Sparkline {
  private static let levels: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The newest `width` values as columns, right-aligned; a missing value is a space.
  ///
  /// The scale runs from 0 to `maximum`, or to the largest value shown. The lowest column stands for 0 alone: anything
  /// above it is at least one step higher.
  ///
  /// - Complexity: O(width).
  public static func text(_ values: [Double?], width: Int, maximum: Double? = nil) -> String {
    guard width > 0 else { return "" }
    let shown = values.suffix(width)
    let top = maximum ?? shown.reduce(0) { max($0, $1.flatMap { $0.isFinite ? $0 : nil } ?? 0) }
    var view = String.UnicodeScalarView(repeatElement(" ", count: width - shown.count))
    for value in shown { view.append(column(value, top: top)) }
    return String(view)
  }

  private static func column(_ value: Double?, top: Double) -> Unicode.Scalar {
    guard let value, value.isFinite else { return " " }
    guard value > 0, top > 0 else { return levels[0] }
    let step = Int((min(1, value / top) * 7).rounded())
    return levels[min(7, max(1, step))]
  }
}
