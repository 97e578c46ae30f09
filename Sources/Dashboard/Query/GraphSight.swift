/// What is left of the mesh when what somebody does not want to see is out of the way; nothing goes uncounted.
struct GraphSight: Sendable {
  /// What may be drawn.
  var model = GraphModel()
  /// Cards and edges that an expression hides.
  var hidden = Count()
  /// Cards and edges that are left out since nothing is wrong with them.
  var calm = Count()

  struct Count: Hashable, Sendable {
    var cards = 0
    var links = 0

    var isZero: Bool { cards == 0 && links == 0 }
  }

  init() {}

  /// - Parameters:
  ///   - hits: what to hide; nil for nothing.
  ///   - onlyUnhealthy: leave out what nothing is wrong with.
  /// - Complexity: O(cards + edges), nothing where nothing is left out.
  init(of all: GraphModel, hiding hits: GraphHits?, onlyUnhealthy: Bool) {
    model = all
    if let hits, !hits.isEmpty {
      let rest = all.without(hits)
      hidden = Count(cards: all.cards.count - rest.cards.count, links: all.links.count - rest.links.count)
      model = rest
    }
    guard onlyUnhealthy else { return }
    let rest = model.onlyUnhealthy
    calm = Count(cards: model.cards.count - rest.cards.count, links: model.links.count - rest.links.count)
    model = rest
  }
}

extension GraphModel {
  /// The rest when some cards and edges are hidden: without edges that lead to a hidden card, and without cards whose
  /// edges are all hidden. A card that had none stays.
  fileprivate func without(_ hits: GraphHits) -> GraphModel {
    var rest = self
    rest.links = links.filter { link in
      !hits.links.contains(link.id) && !hits.cards.contains(link.id.source) && !hits.cards.contains(link.id.target)
    }
    var had: Set<CardID> = []
    for link in links { had.formUnion([link.id.source, link.id.target]) }
    var have: Set<CardID> = []
    for link in rest.links { have.formUnion([link.id.source, link.id.target]) }
    rest.cards = cards.filter { card in
      !hits.cards.contains(card.id) && (have.contains(card.id) || !had.contains(card.id))
    }
    return rest
  }

  /// What something is wrong with, what could not be looked at, and both ends of edges on which something fails.
  fileprivate var onlyUnhealthy: GraphModel {
    var kept = Set(cards.lazy.filter { $0.isUnhealthy || $0.isDoubtful }.map(\.id))
    for link in links where link.isUnhealthy { kept.formUnion([link.id.source, link.id.target]) }
    var rest = self
    rest.cards = cards.filter { kept.contains($0.id) }
    rest.links = links.filter { kept.contains($0.id.source) && kept.contains($0.id.target) }
    return rest
  }
}
