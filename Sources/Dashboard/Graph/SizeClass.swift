/// How the graph is drawn at a given size of graph and pane: a change of it is one of the few reasons to lay out anew.
struct SizeClass: Hashable, Sendable {
  /// Which edges have room for a label.
  enum Labels: String, Hashable, Sendable {
    /// All, with rate and error share.
    case full
    /// All, with one figure.
    case all
    /// Those into cards with several callers; where there is one caller the card itself says as much.
    case shared
    case none

    /// In columns, with the blank or mark before the figure.
    var width: Int {
      switch self {
      case .full: 13
      case .all, .shared: 7
      case .none: 0
      }
    }
  }

  var cards: CardStyle
  var labels: Labels
  /// Free rows between cards.
  var gap: Int

  /// Above this many cards only one-row cards are tried: boxes would need more than a screen at any size.
  static let mostBoxes = 24

  /// What to try where cards are to show their versions, richest first.
  static let boxes: [SizeClass] = [
    SizeClass(cards: .normal, labels: .shared, gap: 1), SizeClass(cards: .compact, labels: .shared, gap: 1),
  ]

  /// What to try, richest first; the last one is taken even if it does not fit.
  static func candidates(cards: Int) -> [SizeClass] {
    let boxes: [(CardStyle, Labels)] = [
      (.wide, .full), (.wide, .all), (.normal, .full), (.normal, .all), (.normal, .shared), (.compact, .all),
      (.compact, .shared),
    ]
    var all: [SizeClass] = []
    if cards <= mostBoxes {
      for (style, labels) in boxes { all += [2, 1].map { SizeClass(cards: style, labels: labels, gap: $0) } }
    }
    all.append(SizeClass(cards: .line, labels: .all, gap: 1))
    all.append(SizeClass(cards: .line, labels: .shared, gap: 1))
    all.append(SizeClass(cards: .line, labels: .none, gap: 1))
    // A dozen boxes are better panned than shrunk to lines.
    if cards <= 12 { all.append(SizeClass(cards: .compact, labels: .shared, gap: 1)) }
    return all
  }
}
