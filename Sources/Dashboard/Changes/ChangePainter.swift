import Cells
import Documents
import Texts
import TrafficConfig

/// Writes what is told of a change made before.
struct ChangePainter {
  var now: Double
  /// Seconds east of UTC.
  var utcOffset: Int

  /// The time of day, and the day if it is not today's.
  func time(_ time: Double) -> String {
    let clock = Figures.clock(time, offset: utcOffset)
    let day = { (seconds: Double) in Int(((seconds + Double(utcOffset)) / 86_400).rounded(.down)) }
    let age = day(now) - day(time)
    return age == 0 ? clock : "\(clock) \(age == 1 ? tr("yesterday") : tr("\(age) days ago"))"
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
    case .applied: tr("applied")
    case .undone: tr("undone")
    case .failed: tr("failed")
    case .pending: tr("not known whether it was finished")
    }
  }

  func lines(_ entry: JournalEntry, width: Int) -> [TextLine] {
    let (sign, style) = Self.look(entry.state)
    var lines = [
      TextLine(sign + " ", style) + TextLine(entry.title, .heading) + TextLine("  " + Self.word(entry.state), style)
    ]
    lines.append(
      TextLine(tr("\(time(entry.time))  \(entry.user) in \(entry.context)  \(entry.id)"), .muted).cut(to: width))
    lines += TextLine.wrapped(entry.sentence, width: width)
    if let note = entry.note { lines += TextLine.wrapped("! " + note, width: width, .warning) }
    for change in entry.changes {
      let written = ObjectChange(
        reference: change.reference, apiVersion: change.apiVersion, before: change.before, after: change.after)
      lines.append(TextLine())
      lines.append(
        TextLine(written.operation.words + " ", .muted) + TextLine(change.reference.description, .heading))
      lines += written.diff.map(\.line)
    }
    return lines
  }
}
