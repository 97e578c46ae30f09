import Cells
import TrafficConfig

extension DashboardState {
  func historyModel() -> TableModel {
    guard let entries = journal.entries else {
      let text = journal.problem.map { "✗ " + $0 } ?? "Reading the journal..."
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
      TableColumn("state", "", name: "state", width: 1...1, rank: 0) { place in
        let (sign, style) = ChangePainter.look(entries[place].state)
        return TableCell(sign, style)
      },
      TableColumn("time", "WHEN", width: 8...20, isNumber: false, rank: 0) { place in
        TableCell(painter.time(entries[place].time), .muted, key: .number(entries[place].time))
      },
      TableColumn("user", "USER", width: 8...12, rank: 2, isSearched: true) { TableCell(entries[$0].user, .muted) },
      TableColumn("context", "CONTEXT", width: 10...20, rank: 3, isSearched: true) {
        TableCell(entries[$0].context, .muted)
      },
      TableColumn("title", "CHANGE", width: 18...60, rank: 0, isSearched: true) { TableCell(entries[$0].title) },
      TableColumn("outcome", "OUTCOME", width: 7...32, rank: 1) { place in
        TableCell(ChangePainter.word(entries[place].state), ChangePainter.look(entries[place].state).1)
      },
      TableColumn("objects", "OBJECTS", width: 7...7, isNumber: true, rank: 4, isShown: false) {
        TableCell.count(entries[$0].changes.count)
      },
    ]
    model.emptyReason = [TextLine("Nothing was changed from here yet.", .muted)]
    return model
  }
}
