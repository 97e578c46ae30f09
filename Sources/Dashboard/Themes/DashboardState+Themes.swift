import Cells
import Settings
import Texts

extension DashboardState {
  mutating func take(keymap: Keymap, language: Language) {
    self.keymap = keymap
    guard self.language != language else { return }
    self.language = language
    // Forms, findings and cards hold texts of the language before.
    Language.$current.withValue(language) {
      findings = ConfigFindings()
      refreshWizards()
    }
  }

  /// Opens the list on the theme that is drawn with; closes it if it is open.
  mutating func openThemes() -> [DashboardEffect] {
    if case .themes(let screen)? = front { return leaveThemes(screen) }
    guard !themes.names.isEmpty else {
      tell(.warning, tr("No themes are known here."))
      return []
    }
    let selected = themes.names.firstIndex(of: themes.current) ?? 0
    screens.append(.themes(ThemesScreen(selected: selected, before: themes.current)))
    return []
  }

  mutating func performOnThemes(_ action: Action, _ screen: ThemesScreen) -> [DashboardEffect] {
    if action == .open {
      screens.removeLast()
      return [.keepTheme(themes.current)]
    }
    guard
      let wanted = Self.scrolled(
        screen.selected, by: action, page: max(1, panes.form.height), count: themes.names.count)
    else { return [] }
    return select(wanted, screen)
  }

  /// Back to the theme from before.
  mutating func leaveThemes(_ screen: ThemesScreen) -> [DashboardEffect] {
    screens.removeLast()
    return screen.before == themes.current ? [] : [.showTheme(screen.before)]
  }

  mutating func pointAtThemes(_ event: MouseEvent, _ screen: ThemesScreen) -> [DashboardEffect] {
    switch event.kind {
    case .wheelUp: return perform(.moveUp)
    case .wheelDown: return perform(.moveDown)
    case .press where event.button == .left:
      return themesPainter(screen).row(at: event.point, in: panes.form).map { select($0, screen) } ?? []
    default: return []
    }
  }

  private mutating func select(_ wanted: Int, _ screen: ThemesScreen) -> [DashboardEffect] {
    var screen = screen
    screen.selected = max(0, min(wanted, themes.names.count - 1))
    replaceFront(.themes(screen))
    return [.showTheme(themes.names[screen.selected])]
  }

  func themesPainter(_ screen: ThemesScreen) -> ThemesPainter { ThemesPainter(menu: themes, screen: screen) }
}
