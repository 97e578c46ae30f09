import Cells

/// The neighbours of a card, drawn for a pane that is too low for the graph.
struct GraphInset: Sendable {
  var part: GraphPart
  var scene = GraphScene()
  /// The pane's upper left corner in the drawing's plane: the card stands in the middle.
  var scroll = Point.zero

  init(around card: CardID, in model: GraphModel, pane: Size) {
    part = model.part(for: .focus(card, hops: 1))
    scene.update(part.model, pane: pane)
    if let rect = scene.rect(card) {
      let wanted = Point(
        x: rect.x + rect.width / 2 - pane.width / 2, y: rect.y + rect.height / 2 - pane.height / 2)
      scroll = scene.clamped(wanted, pane: pane)
    }
  }
}
