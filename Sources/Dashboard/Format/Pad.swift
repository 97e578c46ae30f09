import Cells

extension String {
  /// With another ending, if it has this one.
  func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) + other : self
  }

  /// At most this many columns; what was cut is marked by an ellipsis.
  func fitted(_ width: Int) -> String { TextFit.start.fitting(self, width: width) }

  /// Right-aligned in a field of this many columns; longer text is cut with an ellipsis.
  func leftPadded(_ width: Int) -> String {
    let own = TextWidth.of(self)
    return own >= width ? fitted(width) : String(repeating: " ", count: width - own) + self
  }

  /// Left-aligned in a field of this many columns; longer text is cut with an ellipsis.
  func rightPadded(_ width: Int) -> String {
    let own = TextWidth.of(self)
    return own >= width ? fitted(width) : self + String(repeating: " ", count: width - own)
  }
}
