/// How much a card shows, from the richest to a single row.
enum CardStyle: Int, Hashable, Sendable, CaseIterable {
  /// A row per version with bar, share, rate, error share and sign.
  case wide
  /// A row per version with bar, share, rate and sign.
  case normal
  /// A row per version with share or rate and sign.
  case compact
  /// One row for the whole card.
  case line

  /// The longest title in columns; longer ones lose their middle.
  var titleLimit: Int {
    switch self {
    case .wide: 32
    case .normal: 20
    case .compact: 14
    case .line: 22
    }
  }

  var rowLabelLimit: Int {
    switch self {
    case .wide: 16
    case .normal: 10
    case .compact, .line: 6
    }
  }

  var barWidth: Int {
    switch self {
    case .wide: 10
    case .normal: 5
    case .compact, .line: 0
    }
  }

  /// Blanks between a card's border and its text.
  var padding: Int { self == .compact ? 0 : 1 }
}
