/// Horizontal bars in eighths of a cell.
public enum Bar {
  /// Fills the cells that the bar leaves.
  public static let remainder: Unicode.Scalar = "·"

  private static let eighths: [Unicode.Scalar] = ["█", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// The filled part of a bar, at most `width` cells.
  ///
  /// The fraction is clamped to 0...1, and what is not a number counts as 0. A bar is empty only at 0 and full only
  /// at 1: a share of 0.1 % still shows a sliver.
  public static func filled(_ fraction: Double, width: Int) -> String {
    guard width > 0, fraction > 0 else { return "" }
    let steps = width * 8
    var filled = Int((min(1, fraction) * Double(steps)).rounded())
    filled = fraction >= 1 ? steps : min(max(filled, 1), steps - 1)
    var view = String.UnicodeScalarView(repeatElement(eighths[0], count: filled / 8))
    if filled % 8 > 0 { view.append(eighths[filled % 8]) }
    return String(view)
  }

  /// The whole bar, `width` cells.
  public static func text(_ fraction: Double, width: Int) -> String {
    let filled = filled(fraction, width: width)
    let rest = max(0, width) - filled.unicodeScalars.count
    return filled + String(String.UnicodeScalarView(repeatElement(remainder, count: rest)))
  }
}
