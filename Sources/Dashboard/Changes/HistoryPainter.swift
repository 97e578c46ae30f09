import Cells
import Documents
import TrafficConfig

/// Draws the list of changes, and what one of them wrote.
struct HistoryPainter {
  var screen: HistoryScreen
  var now: Double
  /// Seconds east of UTC.
  var utcOffset: Int

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let entries = screen.entries else {
      let text = screen.problem.map { "✗ " + $0 } ?? "Reading the journal..."
      canvas.write(
        TextLine.wrapped(text, width: area.width - 4, screen.problem == nil ? .muted : .error),
        in: area.inset(columns: 2))
      return
    }
    guard !entries.isEmpty else {
      canvas.write("Nothing was changed from here yet.", x: area.x + 2, y: area.y, style: .muted)
      return
    }
    if let scroll = screen.detail, let entry = screen.current {
      ListPainter.draw(
        detailLines(entry, width: area.width - 2), scroll: scroll, on: &canvas, in: area.inset(columns: 1))
      return
    }
    let start = max(0, min(screen.row - area.height / 2, entries.count - area.height))
    let times = entries.map { TextWidth.of(time($0.time)) }.max() ?? 0
    for (line, i) in (start..<entries.count).prefix(area.height).enumerated() {
      if i == screen.row { canvas.write("▸", x: area.x + 1, y: area.y + line, style: .accent) }
      canvas.write(
        row(entries[i], isHere: i == screen.row, times: times, width: area.width - 4), x: area.x + 3, y: area.y + line,
        width: area.width - 4)
    }
    if start > 0 { canvas.write("▴", x: area.right - 2, y: area.y, style: .accent) }
    if start + area.height < entries.count {
      canvas.write("▾", x: area.right - 2, y: area.bottom - 1, style: .accent)
    }
  }

  private func row(_ entry: JournalEntry, isHere: Bool, times: Int, width: Int) -> TextLine {
    let (sign, style) = Self.look(entry.state)
    var line = TextLine(sign + " ", style)
    line.append(time(entry.time).rightPadded(times + 2), .muted)
    if width >= 70 { line.append(entry.user.fitted(10).rightPadded(11), .muted) }
    if width >= 100 { line.append(entry.context.fitted(18).rightPadded(19), .muted) }
    line.append(entry.title, isHere ? Style.text.bold : .text)
    if entry.state != .applied { line.append("  " + Self.word(entry.state), style) }
    return line.cut(to: width)
  }

  /// The time of day, and the day if it is not today's.
  private func time(_ time: Double) -> String {
    let clock = Figures.clock(time, offset: utcOffset)
    let day = { (seconds: Double) in Int(((seconds + Double(utcOffset)) / 86_400).rounded(.down)) }
    let age = day(now) - day(time)
    return age == 0 ? clock : "\(clock) \(age == 1 ? "yesterday" : "\(age) days ago")"
  }

  static func look(_ state: JournalEntry.State) -> (String, Style) {
    switch state {
    case .applied: ("✓", .healthy)
    case .undone: ("·", .muted)
    case .failed: ("✗", .failure)
    case .pending: ("?", .warning)
    }
  }

  static func word(_ state: JournalEntry.State) -> String {
    switch state {
    case .applied: "written"
    case .undone: "undone"
    case .failed: "failed"
    case .pending: "not known whether it was finished"
    }
  }

  func detailLines(_ entry: JournalEntry, width: Int) -> [TextLine] {
    let (sign, style) = Self.look(entry.state)
    var lines = [
      TextLine(sign + " ", style) + TextLine(entry.title, .heading) + TextLine("  " + Self.word(entry.state), style)
    ]
    lines.append(
      TextLine("\(time(entry.time))  \(entry.user) in \(entry.context)  \(entry.id)", .muted).cut(to: width))
    lines += TextLine.wrapped(entry.sentence, width: width)
    if let note = entry.note { lines += TextLine.wrapped("! " + note, width: width, .warning) }
    for change in entry.changes {
      let written = ObjectChange(
        reference: change.reference, apiVersion: change.apiVersion, before: change.before, after: change.after)
      lines.append(TextLine())
      lines.append(
        TextLine(written.operation.rawValue + " ", .muted) + TextLine(change.reference.description, .heading))
      lines += written.diff.map(\.line)
    }
    return lines
  }
}
