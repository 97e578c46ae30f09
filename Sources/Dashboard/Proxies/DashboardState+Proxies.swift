import Cells
import MeshModel
import Settings

extension DashboardState {
  /// The proxies of what the screen shows, by identity.
  var shownProxies: [ProxyStatus] { shown?.snapshot.proxies ?? [] }

  /// Opens the list, on a proxy of the selected card if it has one.
  mutating func openProxies() {
    let workloads = Set((graph.selectedCard?.rows ?? []).compactMap(\.workload))
    let namespace = graph.selectedCard?.namespace
    let own = shownProxies.first { $0.namespace == namespace && $0.workload.map(workloads.contains) ?? false }
    screens.append(.proxies(ProxiesScreen(selected: own?.id ?? shownProxies.first?.id)))
  }

  mutating func performOnProxies(_ action: Action, _ screen: ProxiesScreen) -> [DashboardEffect] {
    var screen = screen
    defer { replaceFront(.proxies(screen)) }
    switch action {
    case .open where !screen.isOpen:
      screen.selected = proxy(of: screen)?.id
      guard screen.selected != nil else { return [] }
      screen.isOpen = true
      screen.scroll = 0
      return [.inspectProxy(screen.selected)]
    case .nextPane, .previousPane:
      move(&screen, by: action == .nextPane ? 1 : -1)
      screen.scroll = 0
      return screen.isOpen ? [.inspectProxy(screen.selected)] : []
    default: break
    }
    let page = max(1, panes.form.height - 2)
    if screen.isOpen {
      let count = proxyPainter(screen).lines(width: panes.form.width - 2).count
      if let wanted = Self.scrolled(screen.scroll, by: action, page: page, count: count) {
        screen.scroll = ListPainter.start(wanted, count: count, height: panes.form.height)
      }
    } else {
      let index = index(of: screen)
      if let wanted = Self.scrolled(index, by: action, page: page, count: shownProxies.count) {
        move(&screen, by: wanted - index)
      }
    }
    return []
  }

  /// From the close look to the list, from the list to the graph.
  mutating func leaveProxies(_ screen: ProxiesScreen) -> [DashboardEffect] {
    guard screen.isOpen else {
      screens.removeLast()
      return []
    }
    var screen = screen
    screen.isOpen = false
    replaceFront(.proxies(screen))
    return [.inspectProxy(nil)]
  }

  mutating func pointAtProxies(_ event: MouseEvent, _ screen: ProxiesScreen) -> [DashboardEffect] {
    switch event.kind {
    case .wheelUp: return perform(.moveUp)
    case .wheelDown: return perform(.moveDown)
    case .press where event.button == .left && !screen.isOpen:
      guard let row = proxyPainter(screen).row(at: event.point, in: panes.form) else { return [] }
      var screen = screen
      screen.selected = shownProxies[row].id
      replaceFront(.proxies(screen))
      return []
    default: return []
    }
  }

  func proxyPainter(_ screen: ProxiesScreen) -> ProxiesPainter {
    ProxiesPainter(proxies: shownProxies, index: index(of: screen), screen: screen, isConnected: shown != nil)
  }

  private func proxy(of screen: ProxiesScreen) -> ProxyStatus? {
    shownProxies.isEmpty ? nil : shownProxies[index(of: screen)]
  }

  /// Where the selected proxy stands now; where it would stand if it is gone.
  private func index(of screen: ProxiesScreen) -> Int {
    guard let selected = screen.selected else { return 0 }
    let index = shownProxies.firstIndex { $0.id >= selected } ?? shownProxies.count - 1
    return max(0, index)
  }

  private func move(_ screen: inout ProxiesScreen, by step: Int) {
    guard !shownProxies.isEmpty else { return }
    screen.selected = shownProxies[max(0, min(shownProxies.count - 1, index(of: screen) + step))].id
  }
}
