/// What the cursor is on, by identity: it stays on the same thing whatever moves or disappears.
enum Selection: Hashable, Sendable {
  case card(CardID)
  /// A link, reached from one of its cards.
  case link(LinkID, from: CardID)

  /// The card that arrows start from.
  var card: CardID {
    switch self {
    case .card(let id): id
    case .link(_, let from): from
    }
  }

  var link: LinkID? {
    if case .link(let id, _) = self { id } else { nil }
  }
}
