import Cells
import MeshModel

/// The graph screen: what it shows, where, and what the cursor is on.
struct GraphState: Sendable {
  /// All cards and links of the mesh.
  var model = GraphModel()
  /// What of them may be drawn.
  private(set) var sight = GraphSight()
  /// What searches may want to know of the same look at the mesh.
  var facts = QueryFacts()
  /// What is not to be seen; nil where nothing is hidden.
  var hide: GraphSearch?
  /// Only what something is wrong with.
  var isOnlyUnhealthy = false
  /// The view that was asked for; nil for the one that suits the size of the mesh.
  var wish: GraphView?
  /// The view that was left for a look at one card, or for the list.
  var returnView: GraphView?
  /// What is shown of the mesh, and what is left out.
  private(set) var view = GraphView.everything
  private(set) var part = GraphPart(model: GraphModel())
  /// What the drawing was laid out for.
  private(set) var room = Size(width: 0, height: 0)
  private(set) var scene = GraphScene()
  /// The scene is of a part of the mesh, and not worth keeping.
  private var isPartial = false
  /// The drawings of other views, so that these are found again as they were.
  private var scenes: [GraphView: GraphScene] = [:]
  /// The neighbours of the selected card, in place of the graph where the details leave too little room for that.
  private(set) var inset: GraphInset?
  var list = ListState()
  var selection: Selection?
  /// The pane's upper left corner in the drawing's plane.
  var scroll = Point.zero
  var figure = EdgeFigure.rate
  var find: FindState?
  /// A text to hide by while it is typed.
  var hidePrompt: FindState?
  /// The last text that something was hidden by.
  var lastHide = ""
  /// Letters on the cards, to go to one of them.
  var jump: JumpState?
  /// The small picture of the whole, where it does not fit.
  var showsMinimap = true
  /// The details take most of the screen.
  var isExpanded = false
  /// The first polls bring the mesh bit by bit: until the user does something, each makes a fresh drawing.
  var isSettling = true
  /// The first line of the expanded details that is shown.
  var detailScroll = 0

  /// The card under the cursor, if it is in the mesh now.
  var selectedCard: GraphCard? { selection.flatMap { model.card($0.card) } }
  var selectedLink: GraphLink? { selection?.link.flatMap { model.link($0) ?? part.model.link($0) } }
  /// The namespace under the cursor.
  var selectedNamespace: GraphCard? {
    selection.flatMap { part.model.card($0.card) }.flatMap { $0.kind == .namespace ? $0 : nil }
  }

  /// The leaves under the cursor.
  var selectedLeaves: GraphCard? {
    selection.flatMap { part.model.card($0.card) }.flatMap { $0.kind == .leaves ? $0 : nil }
  }

  /// The drawing that the keys move in.
  var shownScene: GraphScene { inset?.scene ?? scene }

  /// Something is kept out of the picture by wish.
  var isFiltered: Bool { hide != nil || isOnlyUnhealthy }

  /// Takes a new model over: lays out for `room` if need be, keeps the cursor where it is and in sight in `pane`.
  ///
  /// - Parameter isOtherSight: what is to be seen of it has just been changed.
  mutating func show(_ new: GraphModel, room: Size, pane: Size, afresh: Bool = false, isOtherSight: Bool = false) {
    let isFirst = model.cards.isEmpty || room != self.room
    model = new
    sight = GraphSight(
      of: new, hiding: hide.map { QueryMatcher.hits($0, in: new, facts: facts) }, onlyUnhealthy: isOnlyUnhealthy)
    self.room = room
    if case .focus(let card, _)? = wish, sight.model.card(card) == nil { wish = nil }
    if let wish {
      turn(to: wish)
    } else if isFirst || isSettling || afresh || isOtherSight || !isOffered(view) {
      turn(to: .standard(for: sight.model, in: room))
    }
    let afresh = afresh || isOtherSight && isFiltered
    part = sight.model.part(for: view)
    if !view.isDrawn { list.sort(sight.model) }
    var isRedrawn = false
    if view.isDrawn {
      isRedrawn =
        scene.update(
          part.model, pane: room, afresh: afresh, isSettling: isSettling, boxesOnly: view == .boxes,
          framed: view == .everything || view == .boxes) == .redrawn
    }
    if isRedrawn { scroll = .zero }
    keepSelectionShown()
    if isOtherSight, let card = selection?.card, sight.model.card(card) == nil, part.model.card(card) == nil {
      selection = nil
    }
    if selection == nil { selection = firstSelection().map(Selection.card) }
    scroll = scene.clamped(scroll, pane: pane)
    if isRedrawn || isOtherSight { follow(pane: pane) }
    updateInset(pane: pane)
  }

  /// A card that has been folded gives the cursor to its namespace; a namespace that is not drawn any more gives it up.
  private mutating func keepSelectionShown() {
    guard let id = selection?.card, !view.isDrawn || scene.drawing.nodes[id] == nil else { return }
    if model.card(id) != nil {
      if view.isDrawn, let folded = part.folded[id] { selection = .card(folded) }
    } else if let owner = id.leavesOwner {
      selection = model.card(owner).map { .card($0.id) }
    } else if id.isNamespace {
      selection = nil
    }
  }

  /// Whether a view still has something to show.
  private func isOffered(_ view: GraphView) -> Bool {
    if case .focus(let card, _) = view { sight.model.card(card) != nil } else { true }
  }

  /// Lays out anew if the lines of the picture have come to cross far too often; gives the crossings before and after.
  mutating func tidy(pane: Size) -> (before: Int, after: Int)? {
    guard view.isDrawn, let news = scene.tidy(part.model) else { return nil }
    scroll = scene.clamped(scroll, pane: pane)
    follow(pane: pane)
    updateInset(pane: pane)
    return news
  }

  // MARK: Between sessions

  /// The drawings of the whole mesh, each with its view, the one on the screen first.
  var drawings: [(view: GraphView, scene: GraphScene)] {
    let isKept = isPartial || view.isFocus
    var all = scenes.filter { ($0.key != view || isKept) && $0.value.lasting != nil }
      .sorted { ($0.value.lasting?.nodes.count ?? 0) < ($1.value.lasting?.nodes.count ?? 0) }.map {
        (view: $0.key, scene: $0.value)
      }
    if !isKept, view.isDrawn, !scene.isEmpty { all.insert((view, scene), at: 0) }
    return all
  }

  /// Takes over an earlier session's drawings, before there is anything to show.
  mutating func recall(_ drawings: [(view: GraphView, scene: GraphScene)]) {
    for drawing in drawings { scenes[drawing.view] = drawing.scene }
    if let own = scenes[view] { scene = own }
  }

  /// Changes the view and keeps the drawing of the one before. Around a card, and of a part of the mesh, everything is
  /// drawn each time.
  private mutating func turn(to new: GraphView) {
    guard new != view || isPartial != isFiltered else { return }
    if !isPartial, !view.isFocus { scenes[view] = scene }
    scene = isFiltered ? GraphScene() : scenes[new] ?? GraphScene()
    if scenes.count > Self.keptScenes { scenes.removeAll() }
    view = new
    isPartial = isFiltered
    scroll = .zero
  }

  private static let keptScenes = 8

  /// Where there is something to decide, a service with several versions; else where the traffic enters.
  private func firstSelection() -> CardID? {
    if !view.isDrawn { return list.order.first }
    let services = part.model.cards.filter { $0.rows.count > 1 && $0.kind == .service && !$0.isForeign }
    if let choice = services.first { return choice.id }
    return scene.drawing.nodes.min { ($0.value.x, $0.value.y, $0.key) < ($1.value.x, $1.value.y, $1.key) }?.key
  }

  /// Shows the neighbours alone while the details leave no room for the graph.
  mutating func updateInset(pane: Size) {
    inset = nil
    guard isExpanded, view.isDrawn, let card = selection?.card, sight.model.card(card) != nil else { return }
    let extent = scene.extent
    guard extent.right > pane.width || extent.bottom > pane.height else { return }
    inset = GraphInset(around: card, in: sight.model, pane: pane)
  }

  /// Scrolls as little as needed to show what is selected with a margin.
  mutating func follow(pane: Size) {
    guard let selection else { return }
    list.follow(selection.card, rows: ListState.rows(in: pane))
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
