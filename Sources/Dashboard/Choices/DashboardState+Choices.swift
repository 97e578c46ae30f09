import Cells
import Settings
import Texts

extension DashboardState {
  /// Lets the user choose a context or namespaces.
  mutating func openChoice(_ subject: ChoiceSubject) -> [DashboardEffect] {
    if run?.outcome == .underway, subject == .contexts {
      tell(.warning, tr("A change is still being written: wait until it is done, then change the context."))
      return []
    }
    if canary?.isRunning == true, subject == .contexts {
      tell(.warning, tr("A canary is running here: let it end or abort it, then change the context."))
      return []
    }
    screens.append(.choice(ChoiceScreen(subject)))
    return [subject == .contexts ? .listContexts : .listNamespaces]
  }

  /// Asks once which namespaces to look at where all of them are not allowed.
  mutating func askForNamespaces() -> [DashboardEffect] {
    guard case .failing(.forbidden, _) = connection, context.namespaces == nil, context.hasAPI, screens.isEmpty,
      !hasAskedForNamespaces
    else { return [] }
    hasAskedForNamespaces = true
    return openChoice(.namespaces)
  }

  /// The names are read.
  mutating func take(_ subject: ChoiceSubject, _ names: [String], note: String?) {
    for i in screens.indices {
      guard case .choice(var screen) = screens[i], screen.subject == subject else { continue }
      screen.names = names
      screen.note = note
      let now = subject == .contexts ? context.name : context.namespaces?.first ?? ""
      screen.move(to: screen.lines.firstIndex(of: .name(now)) ?? screen.row)
      screens[i] = .choice(screen)
    }
  }

  /// A key on the list: characters narrow it, so only other keys are looked up.
  mutating func choose(_ key: Key, _ screen: ChoiceScreen) -> [DashboardEffect] {
    var screen = screen
    switch key {
    case .enter: return take(choice: screen)
    case .character(let character): screen.filter.insert(String(character))
    case .backspace: screen.filter.eraseBefore()
    case .control("u"): screen.filter.eraseLine()
    default: return keymap.action(for: key, in: keyContext).map { perform($0) } ?? []
    }
    screen.move(to: screen.row)
    replaceFront(.choice(screen))
    return []
  }

  mutating func performOnChoice(_ action: Action, _ screen: ChoiceScreen) -> [DashboardEffect] {
    var screen = screen
    guard let row = Self.scrolled(screen.row, by: action, page: panes.form.height, count: screen.lines.count) else {
      return []
    }
    screen.move(to: row)
    replaceFront(.choice(screen))
    return []
  }

  private mutating func take(choice screen: ChoiceScreen) -> [DashboardEffect] {
    guard let line = screen.current else { return [] }
    screens.removeLast()
    switch (screen.subject, line) {
    case (.contexts, .name(let name)):
      guard name != context.name else { return [] }
      tell(.info, tr("Changing to \(name) …"))
      return [.switchContext(name)]
    case (.contexts, _): return []
    case (.namespaces, .everything): return context.namespaces == nil ? [] : [.setNamespaces(nil)]
    case (.namespaces, .name(let name)), (.namespaces, .typed(let name)):
      return context.namespaces == [name] ? [] : [.setNamespaces([name])]
    }
  }
}
