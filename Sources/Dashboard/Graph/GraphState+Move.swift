import Cells
import GraphLayout

extension GraphState {
  /// Moves the cursor to the next card in a direction, along edges first; from an edge, to its ends or its neighbours.
  mutating func move(_ direction: StepDirection, pane: Size) {
    guard let selection else {
      if let first = orderedCards.first { select(.card(first), pane: pane) }
      return
    }
    if !view.isDrawn {
      switch direction {
      case .up: moveInList(by: -1, pane: pane)
      case .down: moveInList(by: 1, pane: pane)
      case .left, .right: break
      }
      return
    }
    if let link = selection.link {
      switch direction {
      case .left: select(.card(link.source), pane: pane)
      case .right: select(.card(link.target), pane: pane)
      case .up: stepLink(forward: false, pane: pane)
      case .down: stepLink(forward: true, pane: pane)
      }
      return
    }
    guard shownScene.drawing.nodes[selection.card] != nil else {
      // What was selected is gone from the picture: start from where there is something.
      if let first = orderedCards.first { select(.card(first), pane: pane) }
      return
    }
    if let next = shownScene.drawing.neighbour(of: selection.card, direction: direction) {
      select(.card(next), pane: pane)
    }
  }

  mutating func select(_ new: Selection, pane: Size) {
    if new != selection { detailScroll = 0 }
    selection = new
    follow(pane: pane)
    updateInset(pane: pane)
  }

  /// Goes up or down by some rows of the list, to its end at most.
  mutating func moveInList(by rows: Int, pane: Size) {
    guard !list.order.isEmpty else { return }
    let here = selection.flatMap { list.order.firstIndex(of: $0.card) } ?? 0
    select(.card(list.order[max(0, min(here + rows, list.order.count - 1))]), pane: pane)
  }

  /// Whether the selected card is in the picture.
  var showsSelection: Bool {
    guard view.isDrawn, let selection else { return true }
    return scene.drawing.nodes[selection.card] != nil
  }

  /// The edges of the selected card in turn, outgoing first, then the card again.
  mutating func stepLink(forward: Bool, pane: Size) {
    guard let selection else { return }
    let card = selection.card
    let shown = inset?.part.model ?? part.model
    let around = shown.links(from: card) + shown.links(to: card)
    let stops: [Selection] = [.card(card)] + around.map { .link($0.id, from: card) }
    let here = stops.firstIndex(of: selection) ?? 0
    let next = (here + (forward ? 1 : stops.count - 1)) % stops.count
    select(stops[next], pane: pane)
  }

  /// The cards in reading order: column by column, top to bottom.
  var orderedCards: [CardID] {
    if !view.isDrawn { return list.order }
    return scene.drawing.nodes.sorted { ($0.value.x, $0.value.y, $0.key) < ($1.value.x, $1.value.y, $1.key) }.map(\.key)
  }

  /// The first or last card in reading order.
  mutating func moveToEnd(first: Bool, pane: Size) {
    if let id = first ? orderedCards.first : orderedCards.last { select(.card(id), pane: pane) }
  }

  /// What the search is true of, of what may be drawn.
  var hits: GraphHits {
    find.map { QueryMatcher.hits($0.search, in: sight.model, facts: facts) } ?? GraphHits()
  }

  /// The hits in reading order, each card followed by its edges; those that are not in the picture come last.
  private var hitStops: [Selection] {
    let hits = hits
    guard !hits.isEmpty else { return [] }
    let shown = orderedCards
    let rest = Set(sight.model.cards.map(\.id)).subtracting(shown)
    var linksOf: [CardID: [LinkID]] = [:]
    for link in sight.model.links where hits.links.contains(link.id) {
      linksOf[link.id.source, default: []].append(link.id)
    }
    return (shown + rest.sorted()).flatMap { card -> [Selection] in
      (hits.cards.contains(card) ? [.card(card)] : []) + (linksOf[card] ?? []).map { .link($0, from: card) }
    }
  }

  /// The next hit of the search after the cursor, round and round; false if there is none.
  @discardableResult
  mutating func findNext(forward: Bool, pane: Size) -> Bool {
    let stops = hitStops
    guard !stops.isEmpty else { return false }
    if let selection, let here = stops.firstIndex(of: selection) {
      select(stops[(here + (forward ? 1 : stops.count - 1)) % stops.count], pane: pane)
      return true
    }
    // Between two hits: where the card of the cursor would stand among them.
    let order = orderedCards
    let places = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    let here = selection.flatMap { places[$0.card] } ?? -1
    func place(_ stop: Selection) -> Int { places[stop.card] ?? order.count }
    let next = forward ? stops.first { place($0) > here } ?? stops[0] : stops.last { place($0) < here } ?? stops.last
    if let next { select(next, pane: pane) }
    return true
  }

  /// What lies under a position of the pane: a card, else an edge near enough.
  func hit(_ position: Point) -> Selection? {
    if !view.isDrawn {
      let row = list.scroll + position.y - 1
      return position.y > 0 && list.order.indices.contains(row) ? .card(list.order[row]) : nil
    }
    let scroll = inset?.scroll ?? scroll
    let scene = shownScene
    let point = Point(x: position.x + scroll.x, y: position.y + scroll.y)
    for card in (inset?.part ?? part).model.cards {
      if let rect = scene.rect(card.id), rect.contains(point) { return .card(card.id) }
    }
    let cell = CellPoint(x: point.x - scene.origin.x, y: point.y - scene.origin.y)
    for edge in scene.drawing.edges {
      let isOnLabel = edge.label?.contains(cell) ?? false
      let isOnLine = zip(edge.points, edge.points.dropFirst()).contains { a, b in
        cell.x >= min(a.x, b.x) && cell.x <= max(a.x, b.x) && cell.y >= min(a.y, b.y) && cell.y <= max(a.y, b.y)
      }
      if isOnLabel || isOnLine {
        return .link(LinkID(source: edge.source, target: edge.target), from: edge.source)
      }
    }
    return nil
  }
}
