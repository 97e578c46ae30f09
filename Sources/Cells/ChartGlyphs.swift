/// What charts are drawn with.
public enum ChartGlyphs: String, CaseIterable, Hashable, Sendable {
  /// Dots, 2 by 4 in a cell.
  case braille
  /// Blocks: areas in eighths of a cell, lines in halves.
  case blocks
  /// A character a value.
  case ascii

  /// What a terminal shows of what is wanted; braille where nothing is.
  public init(_ wanted: ChartGlyphs?, on glyphs: GlyphSet) { self = glyphs == .ascii ? .ascii : wanted ?? .braille }

  /// Values beside each other in a cell.
  public var columns: Int { self == .braille ? 2 : 1 }

  /// Values above each other in a cell.
  func rows(isFilled: Bool) -> Int {
    switch self {
    case .braille: 4
    case .blocks: isFilled ? 8 : 2
    case .ascii: isFilled ? 3 : 1
    }
  }
}
