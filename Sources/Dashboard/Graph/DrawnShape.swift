import Cells

/// What a layout depends on: the sizes of cards and labels, by identity. Rates are no part of it.
struct DrawnShape: Hashable, Sendable {
  /// As in the model, sorted.
  var cards: [CardID] = []
  var sizes: [Size] = []
  /// As in the model, sorted.
  var links: [LinkID] = []
  /// The columns kept for each link's label.
  var labels: [Int] = []

  /// - Parameter before: cards do not get narrower than they were in it.
  init(_ model: GraphModel, _ sizeClass: SizeClass, columns: [CardColumns], before: DrawnShape? = nil) {
    cards = model.cards.map(\.id)
    sizes = columns.map(\.size)
    if let before, !before.cards.isEmpty {
      var at = 0
      for (number, id) in cards.enumerated() {
        while at < before.cards.count, before.cards[at] != id, before.cards[at] < id { at += 1 }
        guard at < before.cards.count, before.cards[at] == id else { continue }
        sizes[number].width = max(sizes[number].width, before.sizes[at].width)
      }
    }
    links = model.links.map(\.id)
    guard sizeClass.labels == .shared else {
      labels = Array(repeating: sizeClass.labels.width, count: links.count)
      return
    }
    var callers: [CardID: Int] = [:]
    for link in links { callers[link.target, default: 0] += 1 }
    labels = links.map { callers[$0.target] == 1 ? 0 : sizeClass.labels.width }
  }

  /// The cells that the cards take at least, with so many free rows between them.
  func area(gap: Int) -> Int { sizes.reduce(0) { $0 + ($1.width + 2) * ($1.height + gap) } }
}

extension GraphModel {
  /// Whether the same cards and links are there, with nothing about them that could change their sizes. Told with
  /// nothing but comparisons.
  func isShaped(like other: GraphModel) -> Bool {
    cards.count == other.cards.count && links.count == other.links.count
      && zip(cards, other.cards).allSatisfy { $0.id == $1.id && $0.isShaped(like: $1) }
      && zip(links, other.links).allSatisfy { $0.id == $1.id }
  }
}

extension GraphCard {
  fileprivate func isShaped(like other: GraphCard) -> Bool {
    rows.count == other.rows.count && isTCP == other.isTCP && kind == other.kind && members == other.members
      && pods == other.pods && isForeign == other.isForeign && isGateway == other.isGateway && title == other.title
      && badges.contains(.gateway) == other.badges.contains(.gateway) && markWidth == other.markWidth
      && zip(rows, other.rows).allSatisfy { $0.label == $1.label && $0.workload == $1.workload }
  }
}
