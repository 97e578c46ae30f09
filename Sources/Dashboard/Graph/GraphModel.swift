import MeshModel

/// What the graph screen shows: cards and links, each sorted by identity, and nothing about where they are drawn.
struct GraphModel: Hashable, Sendable {
  var cards: [GraphCard] = []
  var links: [GraphLink] = []

  /// Linear in the number of cards.
  func card(_ id: CardID) -> GraphCard? { cards.first { $0.id == id } }
  /// Linear in the number of links.
  func link(_ id: LinkID) -> GraphLink? { links.first { $0.id == id } }
  func links(from id: CardID) -> [GraphLink] { links.filter { $0.id.source == id } }
  func links(to id: CardID) -> [GraphLink] { links.filter { $0.id.target == id } }

  /// Polls for which a card or link stays on the screen, dim, after its traffic stopped: rates flap around zero.
  static let lingerPolls = 6

  /// Adds what the previous model had and this one has not, dim, for a few polls.
  mutating func linger(after previous: GraphModel) {
    let known = Set(links.map(\.id))
    let knownCards = Set(cards.map(\.id))
    var needed: Set<CardID> = []
    for var link in previous.links where !known.contains(link.id) && link.missedPolls < Self.lingerPolls {
      link.missedPolls += 1
      link.rate = 0
      link.byteRate = 0
      link.errorRate = 0
      link.percentOfSource = nil
      link.responses = [:]
      link.latency = nil
      link.health = Health(.idle)
      links.append(link)
      needed.formUnion([link.id.source, link.id.target])
    }
    for var card in previous.cards where !knownCards.contains(card.id) {
      guard card.missedPolls < Self.lingerPolls || needed.contains(card.id) else { continue }
      card.becomeIdle()
      card.missedPolls += 1
      cards.append(card)
    }
    cards.sort { $0.id < $1.id }
    let present = Set(cards.map(\.id))
    links.removeAll { !present.contains($0.id.source) || !present.contains($0.id.target) }
    links.sort { $0.id < $1.id }
  }
}

extension GraphCard {
  /// Forgets the figures of traffic that is over.
  fileprivate mutating func becomeIdle() {
    inbound = RequestTotals()
    outbound = RequestTotals()
    latency = nil
    responses = [:]
    selfRate = 0
    health = Health(.idle)
    for i in rows.indices {
      rows[i].rate = 0
      rows[i].byteRate = 0
      rows[i].observed = nil
      rows[i].percentError = nil
      rows[i].latency = nil
      rows[i].health = Health(.idle)
    }
  }
}
