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
  ///
  /// - Complexity: linear; where nothing came or went, with nothing but comparisons.
  mutating func linger(after previous: GraphModel) {
    let goneLinks = Self.missing(from: links, of: previous.links)
    let goneCards = Self.missing(from: cards, of: previous.cards)
    guard !goneLinks.isEmpty || !goneCards.isEmpty else { return }
    var needed: Set<CardID> = []
    for var link in goneLinks where link.missedPolls < Self.lingerPolls {
      link.missedPolls += 1
      link.becomeIdle()
      links.append(link)
      needed.formUnion([link.id.source, link.id.target])
    }
    for var card in goneCards {
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

  /// What `old` has and `new` has not; both are sorted.
  private static func missing<Item: Identifiable>(from new: [Item], of old: [Item]) -> [Item]
  where Item.ID: Comparable {
    var gone: [Item] = []
    var at = 0
    for item in old {
      // Equal ids are the rule, and told faster than the order of different ones.
      while at < new.count, new[at].id != item.id, new[at].id < item.id { at += 1 }
      if at < new.count, new[at].id == item.id { at += 1 } else { gone.append(item) }
    }
    return gone
  }
}

extension GraphLink {
  /// Forgets the figures of traffic that is over.
  fileprivate mutating func becomeIdle() {
    rate = 0
    byteRate = 0
    errorRate = 0
    grpcRate = 0
    grpcErrorRate = 0
    percentOfSource = nil
    responses = [:]
    latency = nil
    health = Health(.idle)
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
    takesPlainText = false
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
