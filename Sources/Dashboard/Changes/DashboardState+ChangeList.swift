import Cells
import Texts
import TrafficConfig

extension DashboardState {
  func historyModel() -> TableModel {
    guard let entries = journal.entries else {
      let text = journal.problem.map { "✗ " + $0 } ?? tr("Reading the journal...")
      return TableModel(noun: "change", emptyReason: [TextLine(text, journal.problem == nil ? .muted : .error)])
    }
    var model = TableModel(ids: entries.map(\.id), noun: "change", sort: .init(column: "time", isDescending: true))
    let painter = ChangePainter(now: now, utcOffset: context.utcOffsetSeconds)
    model.copied = { "\(entries[$0].id) \(entries[$0].title): \(entries[$0].sentence)" }
    model.labels = {
      ["user": entries[$0].user, "context": entries[$0].context, "state": ChangePainter.word(entries[$0].state)]
    }
    model.note = { place in
      let entry = entries[place]
      return entry.note.map { TextLine("! " + $0, .warning) } ?? TextLine(entry.sentence, .muted)
    }
    model.columns = [
      TableColumn("state", "", name: tr("state"), width: 1...1, rank: 0) { place in
        let (sign, style) = ChangePainter.look(entries[place].state)
        return TableCell(sign, style)
      },
      TableColumn("time", tr("WHEN"), width: 8...20, rank: 0, isSearched: true) { place in
        TableCell(painter.time(entries[place].time), .muted, key: .number(entries[place].time))
      },
      TableColumn("user", tr("USER"), width: 8...12, rank: 2, isSearched: true) { TableCell(entries[$0].user, .muted) },
      TableColumn("context", tr("CONTEXT"), width: 10...20, rank: 3, isSearched: true) {
        TableCell(entries[$0].context, .muted)
      },
      TableColumn("title", tr("CHANGE"), width: 24...44, rank: 0, isSearched: true) { TableCell(entries[$0].title) },
      TableColumn("outcome", tr("OUTCOME"), width: 7...32, rank: 1) { place in
        TableCell(ChangePainter.word(entries[place].state), ChangePainter.look(entries[place].state).1)
      },
      TableColumn("id", tr("ID"), width: 8...24, rank: 5, isSearched: true) { TableCell(entries[$0].id, .muted) },
      TableColumn("objects", tr("OBJECTS"), width: 7...7, isNumber: true, rank: 4, isShown: false) {
        TableCell.count(entries[$0].changes.count)
      },
    ]
    model.emptyReason = [TextLine(tr("Nothing was changed from here yet."), .muted)]
    return model
  }
}
