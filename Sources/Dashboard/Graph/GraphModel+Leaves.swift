import MeshModel
import Texts

extension GraphModel {
  /// So many leaves of one card make a group.
  static let leastLeaves = 4

  /// The model with a counted card in place of the leaves of each card that has many: callees that call nobody and have
  /// no other caller, or callers that nobody calls and that call nobody else. What is not well stays a card of its own,
  /// and so does a service with several versions: there is something to see.
  ///
  /// - Complexity: O(cards + links).
  func withLeavesGrouped() -> GraphPart {
    var part = GraphPart(model: self)
    var callers: [CardID: Int] = [:]
    var callees: [CardID: Int] = [:]
    for link in links {
      callers[link.id.target, default: 0] += 1
      callees[link.id.source, default: 0] += 1
    }
    let plain = Set(cards.lazy.filter(\.isPlain).map(\.id))
    var leaves: [CardID: [CardID]] = [:]
    for link in links {
      if plain.contains(link.id.target), callers[link.id.target] == 1, callees[link.id.target] == nil {
        leaves[.leaves(of: link.id.source, areCallers: false), default: []].append(link.id.target)
      } else if plain.contains(link.id.source), callees[link.id.source] == 1, callers[link.id.source] == nil {
        leaves[.leaves(of: link.id.target, areCallers: true), default: []].append(link.id.source)
      }
    }
    var groupOf: [CardID: CardID] = [:]
    for (group, members) in leaves where members.count >= Self.leastLeaves {
      for member in members { groupOf[member] = group }
    }
    guard !groupOf.isEmpty else { return part }
    var groups: [CardID: GraphCard] = [:]
    part.model.cards = []
    for card in cards {
      guard let id = groupOf[card.id] else {
        part.model.cards.append(card)
        continue
      }
      groups[id, default: GraphCard(leavesLike: card, as: id)].gather(card)
      part.hiddenCards += 1
    }
    var joined: [LinkID: GraphLink] = [:]
    for link in links {
      let id = LinkID(
        source: groupOf[link.id.source] ?? link.id.source, target: groupOf[link.id.target] ?? link.id.target)
      if joined[id] != nil { part.hiddenLinks += 1 }
      var sum = joined[id]?.joined(with: link) ?? GraphLink(link, as: id)
      // Callees share what their caller sends; callers send all that they send there.
      if id.source == link.id.source, let before = joined[id]?.percentOfSource, let more = link.percentOfSource {
        sum.percentOfSource = before + more
      }
      joined[id] = sum
    }
    part.model.cards = (part.model.cards + groups.values).sorted { $0.id < $1.id }
    part.model.links = joined.values.sorted { $0.id < $1.id }
    part.folded = groupOf
    return part
  }
}

extension CardID {
  /// The card that stands for the leaves of another one.
  static func leaves(of card: CardID, areCallers: Bool) -> CardID {
    CardID((areCallers ? "callers of " : "callees of ") + card.text)
  }

  /// The card whose leaves this one stands for; nil of any other card.
  var leavesOwner: CardID? {
    for prefix in ["callers of ", "callees of "] where text.hasPrefix(prefix) {
      return CardID(String(text.dropFirst(prefix.count)))
    }
    return nil
  }
}

extension GraphCard {
  /// Nothing about it asks for a card of its own.
  fileprivate var isPlain: Bool {
    rows.count <= 1 && unread.isEmpty && !isGateway && health.status != .failure && health.status != .degraded
      && health.status != .notReady
  }

  /// An empty card for leaves, of which one is given.
  fileprivate init(leavesLike card: GraphCard, as id: CardID) {
    let areCallers = id.text.hasPrefix("callers")
    self.init(
      id: id, kind: .leaves, title: areCallers ? tr("callers") : tr("callees"), namespace: card.namespace,
      isForeign: false,
      rows: [], health: Health(.na), inbound: RequestTotals(), outbound: RequestTotals(), badges: [], responses: [:])
    missedPolls = card.missedPolls
  }

  fileprivate mutating func gather(_ card: GraphCard) {
    members += 1
    health = health.worse(card.health)
    inbound = inbound + card.inbound
    outbound = outbound + card.outbound
    missedPolls = min(missedPolls, card.missedPolls)
    ResponseKey.add(card.responses, to: &responses)
  }
}
