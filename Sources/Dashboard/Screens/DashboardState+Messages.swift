import Cells
import MeshModel
import Texts

/// A line of the message log, or what is wrong at the moment.
private struct MessageRow {
  var id: String
  /// Nil for what goes on now.
  var time: Double?
  var sign: String
  var style: Style
  /// What the row is about, in a word.
  var level: String
  var text: String
}

extension DashboardState {
  func messagesModel() -> TableModel {
    let rows = messageRows()
    let offset = context.utcOffsetSeconds
    var model = TableModel(ids: rows.map(\.id), noun: "message", sort: .init(column: "time", isDescending: true))
    model.noteLines = TableKind.messages.noteLines
    model.copied = { place in
      let row = rows[place]
      return (row.time.map { Figures.clock($0, offset: offset) + " " } ?? tr("now ")) + row.text
    }
    model.labels = { ["level": rows[$0].level] }
    model.note = { TextLine("\(rows[$0].sign) \(rows[$0].text)", rows[$0].style) }
    model.columns = [
      TableColumn("level", "", name: tr("gravity"), width: 1...1, rank: 0) {
        TableCell(rows[$0].sign, rows[$0].style, key: .text(rows[$0].level))
      },
      TableColumn("time", tr("WHEN"), width: 8...8, rank: 0) { place in
        let time = rows[place].time
        return TableCell(
          time.map { Figures.clock($0, offset: offset) } ?? tr("now"), time == nil ? .accent : .muted,
          key: .number(time ?? .greatestFiniteMagnitude))
      },
      TableColumn("text", tr("WHAT"), width: 20...400, rank: 0, isSearched: true) {
        TableCell(rows[$0].text, rows[$0].style)
      },
    ]
    model.emptyReason = [TextLine(tr("Nothing has happened yet."), .muted)]
    return model
  }

  /// What is wrong at the moment, then what was told, the newest first.
  private func messageRows() -> [MessageRow] {
    var rows: [MessageRow] = []
    for proxy in live?.snapshot.proxies ?? [] {
      guard case .failing(let reason) = proxy.state else { continue }
      rows.append(
        MessageRow(
          id: "now proxy \(proxy.id)", sign: "✗", style: .error, level: "error",
          text: tr("proxy \(proxy.id): \(reason)")))
    }
    for (i, notice) in (live?.snapshot.notices ?? []).enumerated() {
      rows.append(
        MessageRow(
          id: "now \(i) \(notice.code)", sign: notice.level.sign, style: notice.level.style,
          level: notice.level.rawValue, text: notice.text))
    }
    return rows
      + messages.reversed().map { message in
        MessageRow(
          id: "\(message.time) \(message.text)", time: message.time, sign: message.sign,
          style: message.severity == .info ? .text : message.style, level: message.severity.rawValue,
          text: message.text)
      }
  }
}
