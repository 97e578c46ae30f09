import Cells
import Settings
import Texts

extension DashboardState {
  /// Looks closer at the mesh or at more of it.
  mutating func zoom(_ action: Action) {
    let selected = graph.selectedCard?.id
    switch action {
    case .zoomIn:
      if case .namespaces(let opened) = graph.view, let namespace = graph.selectedNamespace {
        look(at: .namespaces(opened: opened.union([namespace.title])))
      } else if let closer = graph.view.closer(to: selected, in: graph.sight.model) {
        look(at: closer)
      } else {
        tell(.info, tr("This is as close as it gets."), topic: "zoom")
      }
    case .zoomOut:
      if let wider = graph.view.wider(in: graph.sight.model) {
        look(at: wider)
      } else {
        tell(.info, tr("This is all of the mesh."), topic: "zoom")
      }
    case .focus:
      if case .focus(let card, _) = graph.view, card == selected || selected == nil {
        look(at: graph.returnView ?? .standard(for: graph.sight.model, in: layoutRoom))
      } else if let selected {
        focus(on: selected)
      } else {
        tell(.warning, tr("Select a card first."), topic: "zoom")
      }
    case .moreHops, .fewerHops:
      guard case .focus(let card, let hops) = graph.view else {
        tell(.warning, tr("First show a card with its neighbours: \(keys.key(.focus))."), topic: "zoom")
        return
      }
      look(at: .focus(card, hops: max(1, min(GraphView.mostHops, hops + (action == .moreHops ? 1 : -1)))))
    case .toggleList: toggleList()
    case .sortList:
      graph.list.by = graph.list.by.next
      graph.list.sort(graph.sight.model)
      if graph.view.isDrawn { look(at: .list) }
      graph.follow(pane: panes.main.size)
    case .toggleMinimap:
      graph.showsMinimap.toggle()
      tell(
        .info, graph.showsMinimap ? tr("The small picture shows where it does not fit.") : tr("No small picture."),
        topic: "zoom")
    default: break
    }
  }

  /// From the list back to the drawing that came before, or that suits the mesh.
  private mutating func toggleList() {
    if graph.view.isDrawn { return look(at: .list) }
    if let before = graph.returnView, before.isDrawn { return look(at: before) }
    if let card = graph.selectedCard?.id { return focus(on: card) }
    look(at: .everything)
  }

  private mutating func focus(on card: CardID) {
    guard graph.sight.model.card(card) != nil else {
      tell(.warning, tr("The card is hidden: show what is left out first."), topic: "zoom")
      return
    }
    var hops = 1
    if case .focus(_, let before) = graph.view { hops = before }
    look(at: .focus(card, hops: hops))
  }

  /// Changes the view; the cursor stays where it was, or goes to the namespace that its card is folded into.
  mutating func look(at view: GraphView) {
    if case .focus = graph.view {} else { graph.returnView = graph.view }
    if case .focus = view, graph.isExpanded { graph.isExpanded = false }
    graph.wish = view
    relayout()
    if !graph.showsSelection, let card = graph.selectedCard {
      if let folded = graph.part.folded[card.id] { graph.selection = .card(folded) }
    } else if let owner = graph.selection?.card.leavesOwner, graph.selectedLeaves == nil {
      graph.selection = .card(owner)
    } else if graph.selectedCard == nil, graph.selectedNamespace == nil, graph.selectedLeaves == nil {
      // The namespace that was selected has been opened, or is not drawn any more.
      let place = graph.selection?.card.text.dropFirst(CardID.namespace("").text.count)
      let inside = graph.sight.model.cards.filter { $0.hasNamespace && $0.place == place.map(String.init) }
      let shown = graph.orderedCards
      if let first = shown.first(where: { id in inside.contains { $0.id == id } }) ?? shown.first {
        graph.selection = .card(first)
      }
    }
    graph.follow(pane: panes.main.size)
    graph.updateInset(pane: panes.main.size)
  }

  /// Enter: a namespace opens, leaves are shown around their card, a row of the list is shown with its neighbours, of all else there are details.
  mutating func openSelected() {
    if graph.selectedNamespace != nil { return zoom(.zoomIn) }
    if let owner = graph.selectedLeaves?.id.leavesOwner { return focus(on: owner) }
    if !graph.view.isDrawn, let card = graph.selectedCard?.id { return focus(on: card) }
    graph.isExpanded.toggle()
    graph.detailScroll = 0
    keepInSight()
  }

  /// Goes to the next hit, and shows the part of the mesh where it is.
  mutating func findNext(forward: Bool) {
    graph.findNext(forward: forward, pane: panes.main.size)
    guard !graph.showsSelection, let card = graph.selectedCard else { return }
    switch graph.view {
    case .namespaces(let opened): look(at: .namespaces(opened: opened.union([card.place])))
    case .focus: focus(on: card.id)
    case .everything where graph.part.folded[card.id] != nil: look(at: .boxes)
    case .list, .everything, .boxes: break
    }
  }

  /// What the view is, and what it leaves out, in so many columns; empty where all is drawn.
  func viewNews(width: Int) -> TextLine {
    let part = graph.part
    let left = [
      part.hiddenCards > 0 ? Figures.counted(part.hiddenCards, "card") : nil,
      part.hiddenLinks > 0 ? Figures.counted(part.hiddenLinks, "call") : nil,
    ].compactMap { $0 }.joined(separator: tr(" and "))
    if let inset = graph.inset, let card = graph.selectedCard {
      return TextLine(tr(" \(card.shownTitle) and its neighbours: "), .title)
        + TextLine(tr("\(Figures.counted(inset.part.hiddenCards, "card")) not drawn "), .muted)
    }
    switch graph.view {
    case .everything, .boxes:
      if left.isEmpty { return TextLine() }
      let line =
        TextLine(" \(Figures.counted(part.model.cards.count, "card")): ", .title)
        + TextLine(tr("\(left) in groups "), .muted)
      return line + hints([(.open, tr("shows them")), (.zoomIn, tr("all"))], width: width - line.width)
    case .list:
      let first = graph.list.scroll + 1
      let last = min(graph.list.order.count, graph.list.scroll + ListState.rows(in: panes.main.size))
      let line =
        TextLine(" \(Figures.counted(graph.list.order.count, "card")), \(graph.list.by.words): ", .title)
        + TextLine(tr("rows \(first) to \(last) "), .muted)
      return line
        + hints(
          [(.open, tr("neighbours")), (.sortList, tr("order")), (.zoomIn, tr("draw"))], width: width - line.width)
    case .namespaces:
      let count = part.model.cards.count { $0.kind == .namespace }
      let line =
        TextLine(" \(Figures.counted(count, "namespace")): ", .title)
        + TextLine(left.isEmpty ? "" : tr("\(left) folded in "), .muted)
      return line
        + hints([(.open, tr("opens")), (.zoomIn, tr("closer")), (.toggleList, tr("list"))], width: width - line.width)
    case .focus(let card, let hops):
      let title = graph.model.card(card)?.shownTitle ?? card.text
      let line =
        TextLine(tr(" \(title) and \(Figures.counted(hops, "call")) around: "), .title)
        + TextLine(left.isEmpty ? tr("all drawn ") : tr("\(left) not drawn "), .muted)
      return line
        + hints([(.moreHops, tr("more")), (.fewerHops, tr("less")), (.back, tr("back"))], width: width - line.width)
    }
  }

  /// As many hints as fit.
  private func hints(_ offered: [(Action, String)], width: Int) -> TextLine {
    var line = TextLine()
    for (action, label) in offered {
      guard let hint = keys.hint(action, label), line.width + hint.width + 3 <= width else { continue }
      line.append(" " + hint.keys, .key)
      line.append(" " + hint.label + " ", .muted)
    }
    return line
  }
}
