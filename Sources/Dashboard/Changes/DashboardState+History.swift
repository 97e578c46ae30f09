import Settings
import Texts
import TrafficConfig

extension DashboardState {
  mutating func take(journal entries: [JournalEntry]) { journal = ChangeJournal(entries: entries.reversed()) }

  mutating func failJournal(_ message: String) {
    if journal.entries != nil { tell(.error, message) }
    journal.problem = message
  }

  /// What a change wrote; that it is gone if it is.
  func changeLines(_ screen: ChangeScreen, width: Int) -> [TextLine] {
    guard let entry = journal.entry(screen.id) else {
      return [TextLine(tr("The journal has no entry \(screen.id) any more."), .warning)]
    }
    return ChangePainter(now: now, utcOffset: context.utcOffsetSeconds).lines(entry, width: width)
  }

  mutating func performOnChange(_ action: Action, _ screen: ChangeScreen) -> [DashboardEffect] {
    if action == .undo { return [.planUndo(screen.id)] }
    let height = max(1, panes.form.height)
    let count = changeLines(screen, width: size.width - 2).count
    guard let wanted = Self.scrolled(screen.scroll, by: action, page: height, count: count) else { return [] }
    var screen = screen
    screen.scroll = ListPainter.start(wanted, count: count, height: height)
    replaceFront(.change(screen))
    return []
  }
}
