import Cells
import MeshModel

/// The graph screen: what it shows, where, and what the cursor is on.
struct GraphState: Sendable {
  var model = GraphModel()
  var scene = GraphScene()
  var selection: Selection?
  /// The pane's upper left corner in the drawing's plane.
  var scroll = Point.zero
  var figure = EdgeFigure.rate
  var find: FindState?
  /// The details take most of the screen.
  var isExpanded = false
  /// The first polls bring the mesh bit by bit: until the user does something, each makes a fresh drawing.
  var isSettling = true
  /// The first line of the expanded details that is shown.
  var detailScroll = 0

  /// The card under the cursor, if it is in the picture now.
  var selectedCard: GraphCard? { selection.flatMap { model.card($0.card) } }
  var selectedLink: GraphLink? { selection?.link.flatMap { model.link($0) } }

  /// Takes a new model over: lays out for `room` if need be, keeps the cursor where it is and in sight in `pane`.
  mutating func show(_ new: GraphModel, room: Size, pane: Size, afresh: Bool = false) {
    model = new
    let outcome = scene.update(model, pane: room, afresh: afresh, isSettling: isSettling)
    if outcome == .redrawn { scroll = .zero }
    if selection == nil { selection = firstSelection().map(Selection.card) }
    scroll = scene.clamped(scroll, pane: pane)
    if outcome == .redrawn { follow(pane: pane) }
  }

  /// Where there is something to decide, a service with several versions; else where the traffic enters.
  private func firstSelection() -> CardID? {
    let services = model.cards.filter { $0.rows.count > 1 && $0.kind == .service && !$0.isForeign }
    if let choice = services.first { return choice.id }
    return scene.drawing.nodes.min { ($0.value.x, $0.value.y, $0.key) < ($1.value.x, $1.value.y, $1.key) }?.key
  }

  /// Scrolls as little as needed to show what is selected with a margin.
  mutating func follow(pane: Size) {
    guard let selection else { return }
    var wanted = scene.rect(selection.card)
    if let link = selection.link {
      // An edge is seen when its target is, else its label would be out of sight.
      wanted = scene.rect(link.target) ?? wanted
    }
    guard let rect = wanted else { return }
    let (marginX, marginY) = (
      min(4, max(0, (pane.width - rect.width) / 2)), min(1, max(0, (pane.height - rect.height) / 2))
    )
    if rect.x - marginX < scroll.x { scroll.x = rect.x - marginX }
    if rect.right + marginX > scroll.x + pane.width { scroll.x = rect.right + marginX - pane.width }
    if rect.y - marginY < scroll.y { scroll.y = rect.y - marginY }
    if rect.bottom + marginY > scroll.y + pane.height { scroll.y = rect.bottom + marginY - pane.height }
    // A card larger than the pane shows its upper left corner.
    if rect.width > pane.width { scroll.x = rect.x }
    if rect.height > pane.height { scroll.y = rect.y }
    scroll = scene.clamped(scroll, pane: pane)
  }
}
