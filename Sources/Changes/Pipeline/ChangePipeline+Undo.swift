import Documents
import Kubernetes
import TrafficConfig

extension ChangePipeline {
  /// Plans how to take a change back: the documents from before, in the reverse order, on the objects as they are now.
  /// The plan is previewed, checked and applied like any other. To take back an undo is to redo.
  ///
  /// - Parameter id: of the journal entry; nil for the newest change in this context that is still in force and no undo
  ///   itself, so that repeated calls go back step by step.
  /// - Throws: `nothingToUndo`; `movedOn` if an object was changed since; `refused` if one cannot be read.
  public func undoPlan(_ id: String? = nil) async throws(ChangeFailure) -> ChangePlan {
    let entry = try entryToUndo(id)
    var changes: [ObjectChange] = []
    for change in entry.changes.reversed() {
      if let step = try await undo(change) { changes.append(step) }
    }
    guard !changes.isEmpty else {
      throw .nothingToUndo("The objects of \"\(entry.title)\" are already as they were before it.")
    }
    let isRedo = entry.undoOf != nil
    return ChangePlan(
      title: isRedo ? "Redo" : "Undo: \(entry.title)",
      sentence: isRedo
        ? "Makes the change again that was taken back: \(entry.title)." : "Takes back: \(entry.sentence)",
      changes: changes, notices: notices(entry), undoOf: entry.id)
  }

  private func entryToUndo(_ id: String?) throws(ChangeFailure) -> JournalEntry {
    let entries: [JournalEntry]
    do { entries = try journal.entries() } catch { throw .journal(error) }
    if let id {
      guard let entry = entries.first(where: { $0.id == id }) else {
        throw .nothingToUndo("The journal has no entry \"\(id)\". `vigla history` lists them.")
      }
      guard entry.context == access.contextName else {
        throw .nothingToUndo(
          "Entry \"\(id)\" was made in context \"\(entry.context)\". Choose it with --context \(entry.context).")
      }
      guard entry.state != .undone else { throw .nothingToUndo("\"\(entry.title)\" was taken back already.") }
      return entry
    }
    guard let entry = entries.last(where: { $0.context == access.contextName && Self.isInForce($0) }) else {
      throw .nothingToUndo("The journal has no change in this context that could be taken back.")
    }
    return entry
  }

  /// Whether something of a change may be in the cluster. A failed one that was put back has no versions.
  private static func isInForce(_ entry: JournalEntry) -> Bool {
    guard entry.undoOf == nil else { return false }
    return switch entry.state {
    case .applied, .pending: true
    case .failed: entry.changes.contains { $0.resourceVersion != nil }
    case .undone: false
    }
  }

  private func notices(_ entry: JournalEntry) -> [String] {
    switch entry.state {
    case .pending: ["This change was begun but its end was never recorded; only what it left is taken back."]
    case .failed: ["This change failed; only what it left is taken back."]
    case .applied, .undone: []
    }
  }

  /// - Returns: nil if the object is already as it was before.
  private func undo(_ change: JournalEntry.Change) async throws(ChangeFailure) -> ObjectChange? {
    let live: JSONValue?
    do throws(KubernetesError) {
      live = try await access.read(change.reference, apiVersion: change.apiVersion)
    } catch {
      guard error.isNotFound else { throw .refused(error) }
      live = nil
    }
    if Self.isSame(live, change.before) { return nil }
    guard Self.isSame(live, change.after) else {
      throw .movedOn(
        change.reference, diff: ObjectContent.diff(from: change.after, to: live),
        by: live.flatMap { ManagedFields.latest(of: $0) })
    }
    let restored: JSONValue? =
      if let before = change.before, let live {
        ObjectContent.transplant(before, onto: live)
      } else {
        change.before.map(ObjectChange.withoutServerFields)
      }
    return ObjectChange(reference: change.reference, apiVersion: change.apiVersion, before: live, after: restored)
  }

  private static func isSame(_ a: JSONValue?, _ b: JSONValue?) -> Bool {
    switch (a, b) {
    case (nil, nil): true
    case (let a?, let b?): ObjectContent.areEqual(a, b)
    default: false
    }
  }
}
