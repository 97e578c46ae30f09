/// What a search is true of.
struct GraphHits: Hashable, Sendable {
  var cards: Set<CardID> = []
  var links: Set<LinkID> = []

  var isEmpty: Bool { cards.isEmpty && links.isEmpty }
}
