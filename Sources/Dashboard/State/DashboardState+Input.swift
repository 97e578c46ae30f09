import Cells
import Settings

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
    if front == nil, graph.find?.isTyping == true { return typeInFind(key) }
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
    case .refreshNow: return [.refreshNow]
    case .back:
      if case .proxies(let screen)? = front { return leaveProxies(screen) }
      goBack()
      return []
    case .help:
      if case .help? = front { screens.removeLast() } else { screens.append(.help(scroll: 0)) }
      return []
    case .messages:
      if case .messages? = front { screens.removeLast() } else { screens.append(.messages(scroll: 0)) }
      return []
    default: break
    }
    switch front {
    case nil: return performOnGraph(action)
    case .help(let scroll):
      return scrollList(action, scroll, count: helpLines(width: size.width - 2).count) { .help(scroll: $0) }
    case .messages(let scroll):
      return scrollList(action, scroll, count: messageLines(width: size.width - 2).count) { .messages(scroll: $0) }
    case .weights(let screen): return performOnWeights(action, screen)
    case .actions(let screen): return performOnActions(action, screen)
    case .wizard(let screen): return performOnWizard(action, screen)
    case .rules(let screen): return performOnRules(action, screen)
    case .preview(let screen): return performOnPreview(action, screen)
    case .afterwards: return action == .undo ? planUndo() : []
    case .history(let screen): return performOnHistory(action, screen)
    case .document(let screen): return performOnDocument(action, screen)
    case .proxies(let screen): return performOnProxies(action, screen)
    }
  }

  /// While a change is being written, quitting wants to be asked for twice.
  private mutating func quit() -> [DashboardEffect] {
    guard run?.outcome == .underway, quitAskedAt.map({ now - $0 > 5 }) ?? true else { return [.quit] }
    quitAskedAt = now
    tell(.warning, "A change is being written. Quit again within 5 s to leave it unwatched.")
    return []
  }

  /// One level back, never out of the dashboard.
  private mutating func goBack() {
    if !screens.isEmpty {
      leaveFront()
    } else if graph.find != nil {
      graph.find = nil
    } else if graph.isExpanded {
      graph.isExpanded = false
      keepInSight()
    } else if case .link(_, let from)? = graph.selection {
      graph.select(.card(from), pane: panes.main.size)
    } else if case .focus? = graph.wish {
      zoom(.focus)
    }
  }

  private mutating func leaveFront() {
    if case .weights(let screen)? = front { leaveWeights(screen) }
    if case .wizard(var screen)? = front, screen.form.isChanged {
      screen.isLeaving = true
      replaceFront(.wizard(screen))
      return
    }
    if case .history(var screen)? = front, screen.detail != nil {
      screen.detail = nil
      replaceFront(.history(screen))
      return
    }
    if case .preview? = front { dismiss(topic: "preview") }
    screens.removeLast()
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

  // MARK: Find

  private mutating func typeInFind(_ key: Key) -> [DashboardEffect] {
    guard var find = graph.find else { return [] }
    switch key {
    case .escape:
      graph.find = nil
      return []
    case .enter:
      find.isTyping = false
      graph.find = find.text.isEmpty ? nil : find
      if !find.text.isEmpty, !graph.model.cards.contains(where: find.matches) {
        tell(.warning, "No card has “\(find.text)” in its name.")
        graph.find = nil
      }
      return []
    case .backspace:
      if find.text.isEmpty {
        graph.find = nil
        return []
      }
      find.text.removeLast()
    case .control("u"): find.text = ""
    case .space: find.text.append(" ")
    case .character(let character): find.text.append(character)
    case .control:
      // Such as quitting: no letter is meant.
      return keymap.action(for: key, in: .global).map { perform($0) } ?? []
    default: return []
    }
    graph.find = find
    if let card = graph.selectedCard, find.matches(card) { return [] }
    findNext(forward: true)
    return []
  }
}
