import Settings
import TrafficConfig

extension DashboardState {
  mutating func openHistory() -> [DashboardEffect] {
    screens.append(.history(HistoryScreen()))
    return [.readJournal]
  }

  mutating func take(journal: [JournalEntry]) {
    for i in screens.indices {
      guard case .history(var screen) = screens[i] else { continue }
      screen.take(journal)
      screens[i] = .history(screen)
    }
  }

  mutating func failJournal(_ message: String) {
    for i in screens.indices {
      guard case .history(var screen) = screens[i] else { continue }
      if screen.entries != nil { tell(.error, message) }
      screen.problem = message
      screens[i] = .history(screen)
    }
  }

  func historyPainter(_ screen: HistoryScreen) -> HistoryPainter {
    HistoryPainter(screen: screen, now: now, utcOffset: context.utcOffsetSeconds)
  }

  mutating func performOnHistory(_ action: Action, _ screen: HistoryScreen) -> [DashboardEffect] {
    var screen = screen
    switch action {
    case .undo: return screen.current.map { [.planUndo($0.id)] } ?? []
    case .refreshNow: return [.readJournal]
    case .open: screen.detail = screen.detail == nil && screen.current != nil ? 0 : nil
    default:
      let height = max(1, panes.form.height)
      if let scroll = screen.detail, let entry = screen.current {
        let count = historyPainter(screen).detailLines(entry, width: size.width - 2).count
        guard let wanted = Self.scrolled(scroll, by: action, page: height, count: count) else { return [] }
        screen.detail = ListPainter.start(wanted, count: count, height: height)
      } else {
        guard let row = Self.scrolled(screen.row, by: action, page: height, count: screen.entries?.count ?? 0) else {
          return []
        }
        screen.move(to: row)
      }
    }
    replaceFront(.history(screen))
    return []
  }
}
