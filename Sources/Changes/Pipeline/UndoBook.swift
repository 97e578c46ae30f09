import Texts
import TrafficConfig

/// Finds in the journal what can be taken back on one cluster.
struct UndoBook: Sendable {
  private let entries: [JournalEntry]
  private let byID: [String: JournalEntry]
  private let server: String
  private let context: String

  /// - Parameter entries: of all clusters, oldest first.
  init(_ entries: [JournalEntry], server: String, context: String) {
    self.entries = entries
    self.server = server
    self.context = context
    byID = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// The change at the start of a chain of undos and redos.
  func origin(of entry: JournalEntry) -> JournalEntry { chain(entry).last ?? entry }

  /// Whether the entry takes a change back, rather than making one, for the first time or again.
  func isUndo(_ entry: JournalEntry) -> Bool {
    let chain = chain(entry)
    // What the last one took back may be missing.
    let steps = chain.count - 1 + (chain.last?.undoOf == nil ? 0 : 1)
    return !steps.isMultiple(of: 2)
  }

  /// The uids by which the object of a change may be known now: the one written, and those that it got when an undo or
  /// a redo made it again after it was deleted. Empty if none was noted.
  func uids(of change: JournalEntry.Change) -> Set<String> {
    guard let uid = change.uid else { return [] }
    var uids: Set<String> = [uid]
    for entry in entries where entry.server == server {
      guard let taken = entry.undoOf.flatMap({ byID[$0] }) else { continue }
      for made in entry.changes where made.reference == change.reference && made.before == nil && made.after != nil {
        let deleted = taken.changes.first { $0.reference == change.reference && $0.after == nil }?.uid
        if let new = made.uid, let deleted, uids.contains(deleted) { uids.insert(new) }
      }
    }
    return uids
  }

  /// The entry, what it took back, and so on to the first change.
  private func chain(_ entry: JournalEntry) -> [JournalEntry] {
    var chain = [entry]
    // A journal that was tampered with may have a circle.
    while let last = chain.last, let before = last.undoOf.flatMap({ byID[$0] }), chain.count <= entries.count {
      chain.append(before)
    }
    return chain
  }

  /// The entry to take back: of that id, or the newest in force.
  func entry(_ id: String?) throws(ChangeFailure) -> JournalEntry {
    guard let id else { return try newest() }
    guard let entry = byID[id] else {
      throw .nothingToUndo(tr("The journal has no entry \"\(id)\". `vigla history` lists them."))
    }
    guard entry.context == context else {
      throw .nothingToUndo(
        tr("Entry \"\(id)\" was made in context \"\(entry.context)\". Choose it with --context \(entry.context)."))
    }
    guard let made = entry.server else {
      throw .nothingToUndo(
        tr(
          "Entry \"\(id)\" does not say on which cluster it was made, as an older version wrote it, so it is not taken "
            + "back. Make a new change instead."))
    }
    guard made == server else {
      throw .nothingToUndo(
        tr("Entry \"\(id)\" was made on \(made), but context \"\(context)\" is \(server) now. Nothing was written."))
    }
    guard entry.state == .undone else { return entry }
    guard !isUndo(entry), let redo = entries.last(where: { isInForce($0) && origin(of: $0).id == id }) else {
      throw .nothingToUndo(tr("\"\(entry.title)\" was taken back already."))
    }
    return redo
  }

  private func newest() throws(ChangeFailure) -> JournalEntry {
    if let entry = entries.last(where: { $0.context == context && $0.server == server && isInForce($0) }) {
      return entry
    }
    var text = tr("The journal has no change in this context, on \(server), that could be taken back.")
    let others = entries.filter { $0.context == context && $0.server != server && isInForce($0) }
    if others.contains(where: { $0.server == nil }) {
      text += tr(" Entries of an older version do not say on which cluster they were made.")
    }
    let servers = Set(others.compactMap(\.server)).sorted()
    if !servers.isEmpty {
      text += tr(" Changes in a context of this name were made on \(servers.joined(separator: ", ")).")
    }
    throw .nothingToUndo(text)
  }

  /// Whether something of a change, or of its redo, may be in the cluster. A failed one that was put back has no
  /// versions.
  private func isInForce(_ entry: JournalEntry) -> Bool {
    guard !isUndo(entry) else { return false }
    return switch entry.state {
    case .applied, .pending: true
    case .failed: entry.changes.contains { $0.resourceVersion != nil }
    case .undone: false
    }
  }
}
