/// Which part of a text to keep when it is too long for its place.
public enum TextFit: Sendable {
  /// `productpa…`
  case start
  /// `produ…e-v1`: for generated names, whose end tells them apart.
  case ends

  static let ellipsis: Unicode.Scalar = "…"

  /// The text, made safe, in at most so many cells; what was cut is marked by `…`.
  ///
  /// - Complexity: O(n) in the number of scalars.
  public func fitting(_ text: String, width: Int) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars(of: text, width: width))
    return String(view)
  }

  func scalars(of text: String, width: Int) -> [Unicode.Scalar] {
    guard width > 0 else { return [] }
    let all = text.unicodeScalars.map(TextWidth.drawable)
    guard all.reduce(0, { $0 + $1.width }) > width else { return all.map(\.scalar) }
    let tail = self == .ends ? (width - 1) / 2 : 0
    let end = Self.prefix(of: all.reversed(), width: tail)
    let start = Self.prefix(of: all, width: width - 1 - tail)
    return start + [Self.ellipsis] + end.reversed()
  }

  private static func prefix(
    of scalars: some Sequence<(scalar: Unicode.Scalar, width: Int)>, width: Int
  ) -> [Unicode.Scalar] {
    var used = 0
    var kept: [Unicode.Scalar] = []
    for entry in scalars {
      guard used + entry.width <= width else { break }
      used += entry.width
      kept.append(entry.scalar)
    }
    return kept
  }
}
