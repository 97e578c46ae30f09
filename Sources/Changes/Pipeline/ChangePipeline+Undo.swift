import Documents
import Kubernetes
import Texts
import TrafficConfig

extension ChangePipeline {
  /// Plans how to take a change back: the documents from before, in the reverse order, on the objects as they are now.
  /// The plan is previewed, checked and applied like any other. To take back an undo is to redo, and a redo can be taken
  /// back like the change that it makes again.
  ///
  /// - Parameter id: of the journal entry; of a change that was redone it means the redo. Nil for the newest change of
  ///   this server and context that is still in force and no undo itself, so that repeated calls go back step by step.
  /// - Throws: `underWay` while a change is being made; `nothingToUndo`; `movedOn` if an object was changed since and
  ///   `otherObject` if it was made anew; `refused` if one cannot be read.
  public func undoPlan(_ id: String? = nil) async throws(ChangeFailure) -> ChangePlan {
    guard !isApplying else { throw .underWay }
    let book: UndoBook
    do throws(JournalError) {
      book = UndoBook(try journal.entries(), server: access.serverURL, context: access.contextName)
    } catch {
      throw .journal(error)
    }
    let entry = try book.entry(id)
    var changes: [ObjectChange] = []
    for change in entry.changes.reversed() {
      if let step = try await undo(change, uids: book.uids(of: change)) { changes.append(step) }
    }
    // A change may have begun while the objects were read.
    guard !isApplying else { throw .underWay }
    guard !changes.isEmpty else {
      throw .nothingToUndo(tr("The objects of \"\(entry.title)\" are already as they were before it."))
    }
    let first = book.origin(of: entry)
    let isRedo = book.isUndo(entry)
    // What it was for is said by its title; its sentence would tell the opposite of what is written now.
    let (title, end) =
      isRedo
      ? (tr("Redo: \(first.title)"), tr("Makes again: \(first.title)."))
      : (tr("Undo: \(first.title)"), tr("Takes back: \(first.title)."))
    return ChangePlan(
      title: title, sentence: (changes.map(\.effect) + [end]).joined(separator: " "), changes: changes,
      notices: notices(entry, rollBackReason: isRedo ? nil : first.rollBackReason), undoOf: entry.id)
  }

  private func notices(_ entry: JournalEntry, rollBackReason: String?) -> [String] {
    let state =
      switch entry.state {
      case .pending: [tr("This change was begun but its end was never recorded; only what it left is taken back.")]
      case .failed: [tr("This change failed; only what it left is taken back.")]
      case .applied, .undone: [String]()
      }
    let rollBack = rollBackReason.map {
      tr("This takes back a roll-back: the version that lost its requests gets them again. It lost them because: \($0)")
    }
    return state + (rollBack.map { [$0] } ?? [])
  }

  /// - Parameter uids: by which the object may be known; empty if that was never noted.
  /// - Returns: nil if the object is already as it was before.
  private func undo(_ change: JournalEntry.Change, uids: Set<String>) async throws(ChangeFailure) -> ObjectChange? {
    let live: JSONValue?
    do throws(KubernetesError) {
      live = try await access.read(change.reference, apiVersion: change.apiVersion)
    } catch {
      guard error.isNotFound else { throw .refused(error) }
      live = nil
    }
    if Self.isSame(live, change.before) { return nil }
    if let live, change.after != nil {
      // The answer to a creation may never have been noted: then only this program's own mark says that it is it.
      guard uids.isEmpty ? ManagedFields.isOwn(live) : ObjectContent.uid(live).map(uids.contains) ?? false else {
        throw .otherObject(change.reference)
      }
    }
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
