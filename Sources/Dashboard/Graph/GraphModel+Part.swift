import MeshModel

extension GraphModel {
  /// The namespaces that can be folded into a card each.
  var namespaces: Set<String> { Set(cards.lazy.filter(\.hasNamespace).map(\.place)) }

  /// The part of the model that a view draws. The model itself is not changed by it: what is left out is counted by
  /// `GraphPart`.
  ///
  /// - Complexity: O(cards + links), times the hops around a card.
  func part(for view: GraphView) -> GraphPart {
    switch view {
    case .boxes, .list: GraphPart(model: self)
    // Boxes have room for all; where cards shrink to lines, many leaves of one card become one.
    case .everything: cards.count > SizeClass.mostBoxes ? withLeavesGrouped() : GraphPart(model: self)
    case .namespaces(let opened): folded(except: opened)
    case .focus(let card, let hops): around(card, hops: hops)
    }
  }

  // MARK: Around a card

  private func around(_ centre: CardID, hops: Int) -> GraphPart {
    var next: [CardID: [CardID]] = [:]
    var before: [CardID: [CardID]] = [:]
    for link in links {
      next[link.id.source, default: []].append(link.id.target)
      before[link.id.target, default: []].append(link.id.source)
    }
    var seen: Set<CardID> = [centre]
    for neighbours in [next, before] {
      var edge = [centre]
      for _ in 0..<hops {
        edge = edge.flatMap { neighbours[$0] ?? [] }.filter { seen.insert($0).inserted }
      }
    }
    var part = GraphPart(model: self)
    part.model.cards = cards.filter { seen.contains($0.id) }
    part.model.links = links.filter { seen.contains($0.id.source) && seen.contains($0.id.target) }
    part.hiddenCards = cards.count - part.model.cards.count
    part.hiddenLinks = links.count - part.model.links.count
    return part
  }

  // MARK: Namespaces

  private func folded(except opened: Set<String>) -> GraphPart {
    var part = GraphPart(model: GraphModel())
    var groups: [CardID: GraphCard] = [:]
    var shown: [CardID: CardID] = [:]
    for card in cards {
      guard card.hasNamespace, !opened.contains(card.place) else {
        part.model.cards.append(card)
        continue
      }
      let id = CardID.namespace(card.place)
      shown[card.id] = id
      var group = groups[id] ?? GraphCard(namespaceOf: card)
      group.fold(card)
      groups[id] = group
      part.hiddenCards += 1
    }
    var joined: [LinkID: GraphLink] = [:]
    var sent: [CardID: (requests: Double, bytes: Double)] = [:]
    for link in links {
      let id = LinkID(source: shown[link.id.source] ?? link.id.source, target: shown[link.id.target] ?? link.id.target)
      if id.source == id.target {
        part.hiddenLinks += 1
        groups[id.source]?.selfRate += link.rate
        continue
      }
      if id != link.id, joined[id] != nil { part.hiddenLinks += 1 }
      joined[id] = joined[id]?.joined(with: link) ?? GraphLink(link, as: id)
      if !link.isCopies { sent[id.source, default: (0, 0)].requests += link.rate }
      sent[id.source, default: (0, 0)].bytes += link.byteRate
      if id.source != link.id.source { groups[id.source]?.send(link) }
      if id.target != link.id.target { groups[id.target]?.receive(link) }
    }
    for (id, link) in joined {
      let total = sent[id.source] ?? (0, 0)
      if link.isCopies {
        joined[id]?.percentOfSource = nil
      } else if link.rate > 0 {
        joined[id]?.percentOfSource = link.rate / total.requests * 100
      } else if link.byteRate > 0 {
        joined[id]?.percentOfSource = link.byteRate / total.bytes * 100
      }
    }
    part.model.cards = (part.model.cards + groups.values).sorted { $0.id < $1.id }
    part.model.links = joined.values.sorted { $0.id < $1.id }
    part.folded = shown
    return part
  }
}

extension CardID {
  /// The card that stands for a namespace; no service has a blank in its name.
  static func namespace(_ place: String) -> CardID { CardID("namespace " + place) }
  var isNamespace: Bool { text.hasPrefix("namespace ") }
}

extension GraphCard {
  /// What stands in a namespace, unlike what is outside of the mesh.
  var hasNamespace: Bool { kind == .service || kind == .workload }

  /// The namespace as people tell it apart: with the cluster's name where that is not the only one.
  var place: String {
    let name = id.text
    guard let slash = name.lastIndex(of: "/") else { return namespace }
    return String(name[..<slash])
  }

  /// An empty card for the namespace of another one.
  fileprivate init(namespaceOf card: GraphCard) {
    self.init(
      id: .namespace(card.place), kind: .namespace, title: card.place, namespace: card.namespace, isForeign: false,
      rows: [], health: Health(.na), inbound: RequestTotals(), outbound: RequestTotals(), badges: [], responses: [:])
    missedPolls = card.missedPolls
  }

  fileprivate mutating func fold(_ card: GraphCard) {
    members += 1
    health = health.worse(card.health)
    missedPolls = min(missedPolls, card.missedPolls)
    unread += card.unread
    date(card.asOf)
  }

  fileprivate mutating func send(_ link: GraphLink) { outbound = outbound + link.totals }

  fileprivate mutating func receive(_ link: GraphLink) {
    inbound = inbound + link.totals
    for (key, rate) in link.responses { responses[key, default: 0] += rate }
  }
}

extension GraphLink {
  fileprivate var totals: RequestTotals {
    RequestTotals(rate: rate, errorRate: errorRate, bytesPerSecond: byteRate)
  }

  init(_ link: GraphLink, as id: LinkID) {
    self.init(
      id: id, parts: link.parts, protocols: link.protocols, rate: link.rate, errorRate: link.errorRate,
      grpcRate: link.grpcRate, grpcErrorRate: link.grpcErrorRate, byteRate: link.byteRate,
      percentOfSource: link.percentOfSource, responses: link.responses, latency: link.latency,
      mtlsPercent: link.mtlsPercent, health: link.health, isCopies: link.isCopies, missedPolls: link.missedPolls,
      asOf: link.asOf)
  }

  /// The two as one; their shares are to be taken anew where their sources differ.
  func joined(with other: GraphLink) -> GraphLink {
    var sum = self
    let (before, added) = (rate + byteRate, other.rate + other.byteRate)
    sum.parts += other.parts
    sum.protocols.formUnion(other.protocols)
    sum.rate += other.rate
    sum.errorRate += other.errorRate
    sum.grpcRate += other.grpcRate
    sum.grpcErrorRate += other.grpcErrorRate
    sum.byteRate += other.byteRate
    for (key, rate) in other.responses { sum.responses[key, default: 0] += rate }
    if (other.latency?.p95 ?? 0) > (latency?.p95 ?? 0) { sum.latency = other.latency }
    if let mine = mtlsPercent, let theirs = other.mtlsPercent {
      sum.mtlsPercent = before + added > 0 ? (mine * before + theirs * added) / (before + added) : mine
    } else {
      sum.mtlsPercent = mtlsPercent ?? other.mtlsPercent
    }
    sum.health = health.worse(other.health)
    sum.isCopies = isCopies && other.isCopies
    sum.missedPolls = min(missedPolls, other.missedPolls)
    sum.date(other.asOf)
    return sum
  }
}
