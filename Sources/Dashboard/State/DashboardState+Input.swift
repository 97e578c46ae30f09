import Cells
import Settings
import Texts

extension DashboardState {
  mutating func handle(_ input: InputEvent) -> [DashboardEffect] {
    switch input {
    case .key, .mouse, .paste: lastInput = now
    case .resize, .focus, .hangUp: break
    }
    switch input {
    case .key(let key): return press(key)
    case .mouse(let event): return point(event)
    case .paste(let text):
      paste(text)
      return []
    case .resize(let new):
      size = new
      relayout()
      return []
    case .focus: return []
    case .hangUp: return [.quit]
    }
  }

  private mutating func press(_ key: Key) -> [DashboardEffect] {
    if let palette { return typeInPalette(key, palette) }
    if front == nil {
      if graph.jump != nil { return jump(by: key) }
      if graph.hidePrompt != nil { return typeInHide(key) }
      if graph.find?.isTyping == true { return typeInFind(key) }
    }
    if let kind = frontTable, table(kind).isFiltering { return typeInFilter(key, kind) }
    if case .weights(var screen)? = front, let digit = Self.digit(key) {
      screen.type(digit)
      replaceFront(.weights(screen))
      return []
    }
    if case .weights(var screen)? = front, key == .backspace {
      screen.eraseDigit()
      replaceFront(.weights(screen))
      return []
    }
    if typeInWizard(key) { return [] }
    if case .preview(let screen)? = front, screen.isTyping { return confirm(key, screen) }
    if case .choice(let screen)? = front { return choose(key, screen) }
    guard let action = keymap.action(for: key, in: keyContext) else { return [] }
    return perform(action)
  }

  private static func digit(_ key: Key) -> Character? {
    if case .character(let character) = key, character.isASCII, character.isNumber { character } else { nil }
  }

  /// Does what a key asks for; what cannot be done now is answered with the reason.
  mutating func perform(_ action: Action) -> [DashboardEffect] {
    if let obstacle = obstacle(to: action) {
      tell(.warning, obstacle)
      return []
    }
    switch action {
    case .quit: return quit()
    case .suspend: return [.suspend]
    case .repaint: return [.repaint]
    case .refreshNow:
      if case .failing(.unauthorized, _) = connection { return [.logIn, .refreshNow] }
      return [.refreshNow]
    case .back:
      if case .themes(let screen)? = front { return leaveThemes(screen) }
      if case .wizard(let screen)? = front, screen.kind == .policy, !screen.form.isChanged {
        return goBack() + [.inspectProxy(nil)]
      }
      // Where nothing else is open, going back puts the hint away.
      if front == nil, graph.find == nil, !graph.isExpanded, tourHint != nil { return stepTour() }
      return goBack()
    case .palette:
      palette = PaletteState()
      return []
    case .placeBefore, .placeAfter: return goToPlace(before: action == .placeBefore)
    case .graph: return goToGraph()
    case .help:
      if case .help? = front { screens.removeLast() } else { screens.append(.help(scroll: 0)) }
      return []
    case .themes: return openThemes()
    case .tour: return stepTour()
    default:
      if let kind = TableKind(action) { return go(to: kind) }
      if travel(action) { return [] }
    }
    switch front {
    case nil: return performOnGraph(action)
    case .help(let scroll):
      return scrollList(action, scroll, count: helpLines(width: size.width - 2).count) { .help(scroll: $0) }
    case .table(let kind): return performOnTable(action, kind)
    case .columns(let screen): return performOnColumns(action, screen)
    case .closer(let screen): return performOnCloser(action, screen)
    case .weights(let screen): return performOnWeights(action, screen)
    case .actions(let screen): return performOnActions(action, screen)
    case .wizard(let screen): return performOnWizard(action, screen)
    case .rules(let screen): return performOnRules(action, screen)
    case .preview(let screen): return performOnPreview(action, screen)
    case .canary(let screen): return performOnCanary(action, screen)
    case .afterwards: return action == .undo ? planUndo() : []
    case .change(let screen): return performOnChange(action, screen)
    case .document(let screen): return performOnDocument(action, screen)
    case .proxy(let screen): return performOnProxy(action, screen)
    case .choice(let screen): return performOnChoice(action, screen)
    case .themes(let screen): return performOnThemes(action, screen)
    }
  }

  /// While a change is being written, quitting wants to be asked for twice.
  private mutating func quit() -> [DashboardEffect] {
    if let canary, canary.isRunning { return askBeforeQuitting() }
    guard run?.outcome == .underway, quitAskedAt.map({ now - $0 > 5 }) ?? true else { return [.quit] }
    quitAskedAt = now
    tell(.warning, tr("A change is being written. Quit again within 5 s to leave it unwatched."))
    return []
  }

  /// One level back, never out of the dashboard.
  private mutating func goBack() -> [DashboardEffect] {
    if !screens.isEmpty { return leaveFront() }
    if graph.find != nil {
      graph.find = nil
    } else if graph.isExpanded {
      graph.isExpanded = false
      keepInSight()
    } else if case .link(_, let from)? = graph.selection {
      graph.select(.card(from), pane: panes.main.size)
    } else if case .focus? = graph.wish {
      zoom(.focus)
    }
    return []
  }

  private mutating func leaveFront() -> [DashboardEffect] {
    switch front {
    case .table(let kind)? where !table(kind).filter.isEmpty:
      tables[kind]?.filter = ""
      settleTable()
      return []
    case .table?, .closer?, .proxy?, .change?: return visit(Array(screens.dropLast()))
    case .canary(let screen)?:
      leaveCanary(screen)
      return []
    case .weights(let screen)?: leaveWeights(screen)
    case .wizard(var screen)? where screen.form.isChanged:
      screen.isLeaving = true
      replaceFront(.wizard(screen))
      return []
    case .preview?: dismiss(topic: "preview")
    default: break
    }
    screens.removeLast()
    settleTable()
    return readOn()
  }

  private mutating func scrollList(
    _ action: Action, _ scroll: Int, count: Int, _ screen: (Int) -> Screen
  ) -> [DashboardEffect] {
    let height = max(1, panes.form.height)
    guard let wanted = Self.scrolled(scroll, by: action, page: height, count: count) else { return [] }
    replaceFront(screen(ListPainter.start(wanted, count: count, height: height)))
    return []
  }

  /// The new first line for an action of moving; nil for any other action.
  static func scrolled(_ line: Int, by action: Action, page: Int, count: Int) -> Int? {
    switch action {
    case .moveUp: line - 1
    case .moveDown: line + 1
    case .pageUp: line - page
    case .pageDown: line + page
    case .halfPageUp: line - page / 2
    case .halfPageDown: line + page / 2
    case .first: 0
    case .last: count
    default: nil
    }
  }
}
