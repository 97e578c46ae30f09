import Cells
import MeshModel
import Settings
import Texts

extension DashboardState {
  /// Why an action cannot be taken now; nil if it can.
  func obstacle(to action: Action) -> String? {
    switch action {
    case .weights where front == nil || selectedService != nil: weightsObstacle
    case .contexts, .namespaces: apiObstacle(tr("These are proxies without a Kubernetes API."))
    case .viewYAML where frontTable == .config: nil
    case .cycleGraphType where canary?.isRunning == true:
      tr("The canary of \(canary?.service.name ?? "") counts by versions: the view stays while it runs.")
    case .widerWindow, .narrowerWindow, .cycleGraphType, .toggleIdle:
      replay == nil ? nil : tr("A recording shows what was recorded: its graph type and window cannot be changed.")
    case .actions, .viewYAML: serviceObstacle
    case .canary where canary != nil && front == nil: nil
    case .pauseCanary, .promote, .promoteAll, .abortCanary, .leaveCanary:
      canary?.isRunning == true ? nil : tr("No canary is running.")
    case .history: apiObstacle(tr("Without a Kubernetes API nothing is changed."))
    case .insertBefore, .insertAfter, .rowUp, .rowDown, .removeRule:
      if case .rules = front { context.readOnlyReason.map { tr("Nothing can be written: \($0)") } } else { nil }
    case .editObject: context.readOnlyReason.map { tr("Nothing can be written: \($0)") }
    case .undo where run?.outcome == .underway:
      tr("A change is still being written: wait until it is done, then undo.")
    case .undo:
      apiObstacle(tr("There is no Kubernetes API here."))
        ?? context.readOnlyReason.map { tr("Nothing can be undone: \($0)") }
    default: WizardKind(action).flatMap { opensWizards ? obstacle(to: $0) : nil }
    }
  }

  /// Why no API server can be asked or written to; nil where there is one.
  ///
  /// - Parameter words: what to say on proxies alone.
  func apiObstacle(_ words: @autoclosure () -> String) -> String? {
    if context.hasAPI { return nil }
    return replay == nil ? words() : tr("This is a recording: there is no cluster to ask or to change.")
  }

  /// Actions that name a wizard open it here.
  private var opensWizards: Bool {
    switch front {
    case nil, .actions: true
    default: selectedService != nil
    }
  }

  /// Why the selected card has no weights to set; nil if it has.
  private var weightsObstacle: String? {
    if let obstacle = apiObstacle(tr("Weights need a Kubernetes API; these are proxies without one.")) {
      return obstacle
    }
    if let reason = context.readOnlyReason { return tr("Nothing can be written: \(reason)") }
    if front == nil, let card = graph.selectedCard, card.service == nil {
      return tr("\(card.shownTitle) is no service: there is nothing to split.")
    }
    guard let service = targetService else { return tr("Select a service first.") }
    if let reason = context.writeObstacle(in: service.namespace) { return tr("Nothing can be written: \(reason)") }
    guard let live else { return tr("There is no data yet.") }
    return WeightRoutes(live.configuration, service: service).obstacle
  }

  mutating func performOnGraph(_ action: Action) -> [DashboardEffect] {
    let pane = panes.main.size
    graph.isSettling = false
    if graph.isExpanded, [.pageUp, .pageDown, .halfPageUp, .halfPageDown].contains(action) {
      let lines = shown.flatMap { details(of: $0, width: size.width) }?.blocks.reduce(0) { $0 + $1.lines.count } ?? 0
      let most = max(0, lines - panes.details.height + 1)
      let wanted = Self.scrolled(graph.detailScroll, by: action, page: 8, count: lines) ?? 0
      graph.detailScroll = max(0, min(wanted, most))
      return []
    }
    if !graph.view.isDrawn, let rows = Self.scrolled(0, by: action, page: ListState.rows(in: pane), count: Int.max / 4)
    {
      switch action {
      case .first, .last: graph.moveToEnd(first: action == .first, pane: pane)
      default: graph.moveInList(by: rows, pane: pane)
      }
      return []
    }
    switch action {
    case .moveLeft: graph.move(.left, pane: pane)
    case .moveRight: graph.move(.right, pane: pane)
    case .moveUp: graph.move(.up, pane: pane)
    case .moveDown: graph.move(.down, pane: pane)
    case .nextPane: graph.stepLink(forward: true, pane: pane)
    case .previousPane: graph.stepLink(forward: false, pane: pane)
    case .first: graph.moveToEnd(first: true, pane: pane)
    case .last: graph.moveToEnd(first: false, pane: pane)
    case .panLeft: pan(dx: -8, dy: 0)
    case .panRight: pan(dx: 8, dy: 0)
    case .panUp: pan(dx: 0, dy: -3)
    case .panDown: pan(dx: 0, dy: 3)
    case .pageUp: pan(dx: 0, dy: -pane.height)
    case .pageDown: pan(dx: 0, dy: pane.height)
    case .halfPageUp: pan(dx: 0, dy: -pane.height / 2)
    case .halfPageDown: pan(dx: 0, dy: pane.height / 2)
    case .open: openSelected()
    case .freeze: toggleFreeze()
    case .cycleLabels:
      graph.figure = graph.figure.next
      tell(.info, edgeNews, topic: "labels")
    case .relayout:
      relayout(afresh: true)
      tell(.info, tr("Laid out anew."))
    case .find:
      graph.find = FindState()
    case .hide: toggleHiding()
    case .onlyUnhealthy: toggleOnlyUnhealthy()
    case .jump: startJump()
    case .findNext, .findPrevious:
      if graph.find == nil {
        tell(.warning, tr("Search first with \(keys.key(.find))."))
      } else {
        findNext(forward: action == .findNext)
      }
    case .zoomIn, .zoomOut, .focus, .moreHops, .fewerHops, .toggleList, .sortList, .toggleMinimap: zoom(action)
    case .undo: return planUndo()
    case .actions, .history, .viewYAML, .canary: return openAction(action)
    case .contexts: return openChoice(.contexts)
    case .namespaces: return openChoice(.namespaces)
    default:
      if WizardKind(action) != nil { return openAction(action) }
      return changeOptions(action)
    }
    return []
  }

  /// The details grew or shrank: the graph keeps its layout and scrolls instead.
  mutating func keepInSight() {
    graph.scroll = graph.scene.clamped(graph.scroll, pane: panes.main.size)
    graph.follow(pane: panes.main.size)
    graph.updateInset(pane: panes.main.size)
  }

  private mutating func pan(dx: Int, dy: Int) {
    graph.scroll = graph.scene.clamped(
      Point(x: graph.scroll.x + dx, y: graph.scroll.y + dy), pane: panes.main.size)
  }

  private mutating func changeOptions(_ action: Action) -> [DashboardEffect] {
    var new = options
    switch action {
    case .cycleGraphType:
      let all = GraphType.allCases
      let i = all.firstIndex(of: new.graphType) ?? 0
      new.graphType = all[(i + 1) % all.count]
    case .widerWindow, .narrowerWindow:
      let offered = shown?.snapshot.store == nil ? ViewOptions.windows : ViewOptions.storedWindows
      new.window = ViewOptions.step(new.window, in: offered, up: action == .widerWindow)
    case .slowerPoll, .fasterPoll:
      new.refresh = ViewOptions.step(new.refresh, in: ViewOptions.refreshes, up: action == .slowerPoll)
    case .toggleIdle: new.showsIdle.toggle()
    default: return []
    }
    let isChanged = new != options
    options = new
    if let news = Self.news(of: action, new, isChanged: isChanged) { tell(.info, news, topic: "options") }
    return isChanged ? [.setOptions(new)] : []
  }

  /// What a change of options did, since the header has not always room to show it.
  private static func news(of action: Action, _ options: ViewOptions, isChanged: Bool) -> String? {
    switch action {
    case .widerWindow, .narrowerWindow:
      let end = action == .widerWindow ? tr("longest") : tr("shortest")
      return tr("Window \(Figures.duration(options.window))") + (isChanged ? "." : tr(": the \(end) there is."))
    case .slowerPoll, .fasterPoll:
      let end = action == .slowerPoll ? tr("longest") : tr("shortest")
      return tr("Poll \(Figures.duration(options.refresh))") + (isChanged ? "." : tr(": the \(end) there is."))
    case .toggleIdle:
      return options.showsIdle ? tr("What has no traffic is shown.") : tr("What has no traffic is hidden.")
    default: return nil
    }
  }

  /// What the edges show now, and whether there is room for it.
  private var edgeNews: String {
    let labelled = graph.scene.drawing.edges.count { $0.label != nil }
    let name = graph.figure.name
    if labelled == 0 { return tr("No room for edge labels here: Tab to an edge shows all of it.") }
    return labelled < graph.scene.drawing.edges.count ? tr("Edges with room show \(name).") : tr("Edges show \(name).")
  }

  // MARK: Mouse

  mutating func point(_ event: MouseEvent) -> [DashboardEffect] {
    if event.kind == .press, let painter = tourPainter, painter.frame(in: panes).contains(event.point) {
      return stepTour()
    }
    switch front {
    case nil: pointAtGraph(event)
    case .weights(let screen): pointAtWeights(event, screen)
    case .preview(let screen): return pointAtPreview(event, screen)
    case .wizard(let screen): pointAtWizard(event, screen)
    case .actions(let screen) where event.kind == .press && event.button == .left:
      return pressOnActions(event.point, screen)
    case .table(let kind): return pointAtTable(event, kind)
    case .closer(let screen): return pointAtCloser(event, screen)
    case .themes(let screen): return pointAtThemes(event, screen)
    case .help, .actions, .rules, .change, .document, .proxy, .columns, .choice:
      if event.kind == .wheelUp { return perform(.moveUp) }
      if event.kind == .wheelDown { return perform(.moveDown) }
    case .afterwards, .canary: break
    }
    return []
  }

  private mutating func pointAtGraph(_ event: MouseEvent) {
    graph.isSettling = false
    graph.jump = nil
    let pane = panes.main
    switch event.kind {
    case .wheelUp where event.modifiers.contains(.shift): pan(dx: -4, dy: 0)
    case .wheelDown where event.modifiers.contains(.shift): pan(dx: 4, dy: 0)
    case .wheelUp where !graph.view.isDrawn: graph.moveInList(by: -2, pane: pane.size)
    case .wheelDown where !graph.view.isDrawn: graph.moveInList(by: 2, pane: pane.size)
    case .wheelUp: pan(dx: 0, dy: -2)
    case .wheelDown: pan(dx: 0, dy: 2)
    case .press where event.button == .left && pane.contains(event.point):
      let point = Point(x: event.x - pane.x, y: event.y - pane.y)
      if let hit = graph.hit(point) { graph.select(hit, pane: pane.size) }
    default: break
    }
  }
}
