import TrafficConfig

/// The changes made so far, as the journal was last read.
struct ChangeJournal: Sendable {
  /// The newest first; nil until the journal is read.
  var entries: [JournalEntry]?
  /// Why the journal could not be read.
  var problem: String?

  func entry(_ id: String) -> JournalEntry? { entries?.first { $0.id == id } }
}
