import TrafficConfig

/// The changes made so far, as the journal tells them.
struct HistoryScreen: Sendable {
  /// The newest first; nil until the journal is read.
  var entries: [JournalEntry]?
  /// Why the journal could not be read.
  var problem: String?
  /// The entry under the cursor, by id, so that news do not move it.
  var selected: String?
  /// What the entry wrote is shown, from this line on.
  var detail: Int?

  var row: Int { entries?.firstIndex { $0.id == selected } ?? 0 }
  var current: JournalEntry? { entries.flatMap { $0.indices.contains(row) ? $0[row] : nil } }

  /// Takes the journal as it is, the oldest first.
  mutating func take(_ journal: [JournalEntry]) {
    entries = journal.reversed()
    problem = nil
    if current?.id != selected { selected = entries?.first?.id }
  }

  mutating func move(to row: Int) {
    guard let entries, !entries.isEmpty else { return }
    selected = entries[max(0, min(row, entries.count - 1))].id
  }
}
