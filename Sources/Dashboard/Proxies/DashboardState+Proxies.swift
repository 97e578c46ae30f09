import Cells
import MeshModel
import Settings
import Texts

extension DashboardState {
  /// The proxies of what the screen shows, by identity.
  var shownProxies: [ProxyStatus] { shown?.snapshot.proxies ?? [] }

  /// The proxy of the selected card, for opening the list on it.
  var proxyOfSelection: ProxyStatus? {
    let workloads = Set((graph.selectedCard?.rows ?? []).compactMap(\.workload))
    let namespace = graph.selectedCard?.namespace
    return shownProxies.first { $0.namespace == namespace && $0.workload.map(workloads.contains) ?? false }
  }

  /// Where the proxy stands among all now; where it would stand if it is gone.
  func index(of screen: ProxyScreen) -> Int {
    max(0, shownProxies.firstIndex { $0.id >= screen.id } ?? shownProxies.count - 1)
  }

  /// The close look.
  func proxyLines(_ screen: ProxyScreen, width: Int) -> [TextLine] {
    guard !shownProxies.isEmpty else {
      return TextLine.wrapped(tr("No proxy is known here: no pod in \(context.scope) has one."), width: width)
    }
    return ProxyDetails(proxy: shownProxies[index(of: screen)], width: width).lines
  }

  mutating func performOnProxy(_ action: Action, _ screen: ProxyScreen) -> [DashboardEffect] {
    var screen = screen
    if action == .nextPane || action == .previousPane {
      guard !shownProxies.isEmpty else { return [] }
      let wanted = index(of: screen) + (action == .nextPane ? 1 : -1)
      screen = ProxyScreen(id: shownProxies[max(0, min(shownProxies.count - 1, wanted))].id)
      tables[.proxies, default: TableState()].selected = screen.id
      replaceFront(.proxy(screen))
      return [.inspectProxy(screen.id)]
    }
    let count = proxyLines(screen, width: panes.form.width - 2).count
    let page = max(1, panes.form.height - 2)
    guard let wanted = Self.scrolled(screen.scroll, by: action, page: page, count: count) else { return [] }
    screen.scroll = ListPainter.start(wanted, count: count, height: panes.form.height)
    replaceFront(.proxy(screen))
    return []
  }
}
