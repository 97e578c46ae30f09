import Cells
import TrafficConfig

/// One change of the journal with everything that is known of it.
public enum HistoryReport {
  /// Who, when and what, how it ended, and what each object lost and got.
  ///
  /// - Parameter utcOffset: of the time shown, in seconds east of Greenwich.
  public static func text(_ entry: JournalEntry, utcOffset: Int = 0) -> String {
    let server = entry.server.map { " (\($0))" } ?? ""
    var lines = [
      "change   \(entry.id)", "time     \(CivilTime(entry.time, utcOffset: utcOffset).text)",
      "by       \(entry.user) in \(entry.context)\(server)", "state    \(entry.state.rawValue)",
      "what     \(entry.sentence.isEmpty ? entry.title : entry.sentence)",
    ]
    if let undone = entry.undoOf { lines.append("undo of  \(undone)") }
    if let note = entry.note { lines.append("note     \(note)") }
    for change in entry.changes {
      let write = ObjectChange(
        reference: change.reference, apiVersion: change.apiVersion, before: change.before, after: change.after)
      lines += ["", "\(write.operation.rawValue) \(change.reference)"]
      lines += write.unifiedDiff.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
    }
    return lines.map { TextWidth.sanitized($0) + "\n" }.joined()
  }
}
