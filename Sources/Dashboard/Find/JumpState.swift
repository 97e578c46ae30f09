import Cells

/// Letters on the cards of the picture, of which typing selects one.
struct JumpState: Hashable, Sendable {
  /// Of each card; all of the same length, so that none begins another.
  private(set) var labels: [CardID: String] = [:]
  var typed = ""

  /// Those under the fingers first.
  private static let alphabet = Array("asdfghjklqwertyuiopzxcvbnm")

  /// - Parameter cards: in the order in which they are to get letters; those beyond 26² get none.
  init(_ cards: [CardID]) {
    let letters = Self.alphabet
    for (number, card) in cards.prefix(letters.count * letters.count).enumerated() {
      labels[card] =
        cards.count <= letters.count
        ? String(letters[number]) : String([letters[number / letters.count], letters[number % letters.count]])
    }
  }

  /// What is still to be typed for a card; nil if it is out of the question.
  func rest(for card: CardID) -> String? {
    guard let label = labels[card], label.hasPrefix(typed) else { return nil }
    return String(label.dropFirst(typed.count))
  }

  /// The card whose letters were typed.
  var chosen: CardID? { labels.first { $0.value == typed }?.key }

  /// Whether some card's letters go on with this one.
  func goesOn(with letter: Character) -> Bool { labels.values.contains { $0.hasPrefix(typed + String(letter)) } }
}

extension GraphState {
  /// The cards of which something is in the pane, in reading order.
  func cardsInSight(pane: Size) -> [CardID] {
    if !view.isDrawn { return Array(list.order.dropFirst(list.scroll).prefix(ListState.rows(in: pane))) }
    let scroll = inset?.scroll ?? scroll
    let sight = Rect(x: scroll.x, y: scroll.y, width: pane.width, height: pane.height)
    return shownScene.drawing.nodes.keys.compactMap { id -> (id: CardID, rect: Rect)? in
      shownScene.rect(id).flatMap { $0.intersection(sight).isEmpty ? nil : (id, $0) }
    }.sorted { ($0.rect.x, $0.rect.y, $0.id) < ($1.rect.x, $1.rect.y, $1.id) }.map(\.id)
  }
}
