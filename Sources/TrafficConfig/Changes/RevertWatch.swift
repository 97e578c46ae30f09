import Documents
import Texts

/// Watches the fields that a change wrote for somebody else's hand on them.
///
/// It is told what the objects look like, from whatever source, which may lag: a look at the object from before the
/// write is no news.
public struct RevertWatch: Sendable, Hashable {
  private struct Subject: Sendable, Hashable {
    var reference: ObjectReference
    var before: JSONValue?
    var after: JSONValue?
    /// What the change wrote.
    var fields: [JSONPath]
    /// The write has been seen, so that the object from before is news.
    var isSeen = false
  }

  private var subjects: [Subject]
  /// Seconds since 1970.
  public let writtenAt: Double

  /// - Parameters:
  ///   - changes: as the journal has them after the write, with the objects as they were stored.
  ///   - writtenAt: seconds since 1970.
  public init(_ changes: [JournalEntry.Change], writtenAt: Double) {
    self.writtenAt = writtenAt
    subjects = changes.map { change in
      Subject(
        reference: change.reference, before: change.before, after: change.after,
        fields: Self.fields(from: change.before, to: change.after))
    }
  }

  /// The objects to look at.
  public var references: [ObjectReference] { subjects.map(\.reference) }

  /// Whether the write of every object has been seen.
  public var isSeen: Bool { subjects.allSatisfy(\.isSeen) }

  /// What somebody did to the object since the write, if its fields are no longer as written.
  ///
  /// - Parameters:
  ///   - document: the object as a look found it; nil if it is not there.
  ///   - now: of the look, in seconds since 1970.
  public mutating func look(at document: JSONValue?, of reference: ObjectReference, now: Double) -> ForeignChange? {
    guard let index = subjects.firstIndex(where: { $0.reference == reference }) else { return nil }
    let subject = subjects[index]
    switch (document, subject.after) {
    case (nil, nil):
      subjects[index].isSeen = true
      return nil
    case (nil, _?):
      // One that was made is not there for a reader who lags.
      if subject.before == nil, !subject.isSeen { return nil }
      return found(.deleted, subject, nil, now: now)
    case (let live?, nil):
      if Self.version(live) == Self.version(subject.before), !subject.isSeen { return nil }
      return found(.recreated, subject, live, now: now)
    case (let live?, let after?):
      let version = Self.version(live)
      if version == Self.version(after) {
        subjects[index].isSeen = true
        return nil
      }
      if !subject.isSeen, version == Self.version(subject.before) || Self.isOlder(version, than: Self.version(after)) {
        return nil
      }
      let changed = subject.fields.filter { live[$0] != after[$0] }
      guard !changed.isEmpty else {
        subjects[index].isSeen = true
        return nil
      }
      let isBack = subject.before.map { before in changed.allSatisfy { live[$0] == before[$0] } } ?? false
      return found(isBack ? .reverted : .changed, subject, live, fields: changed, now: now)
    }
  }

  private func found(
    _ kind: ForeignChange.Kind, _ subject: Subject, _ live: JSONValue?, fields: [JSONPath] = [], now: Double
  ) -> ForeignChange {
    let entry = live.flatMap(ManagedFields.lastHand)
    var seconds = now - writtenAt
    // The object's own time is the better one, if it is of this change and not of an older one.
    if let time = entry?.seconds, time >= writtenAt.rounded(.down) { seconds = time - writtenAt }
    return ForeignChange(
      reference: subject.reference, kind: kind,
      manager: entry.map { $0.manager == ManagedFields.own ? tr("another Vigla") : $0.manager },
      seconds: max(0, Int(seconds.rounded())),
      fields: fields.flatMap { path in Self.leaves(path, ours: subject.after?[path], theirs: live?[path]) },
      owner: (live ?? subject.after).flatMap(Ownership.detect))
  }

  /// Where exactly two values of a path differ.
  private static func leaves(_ path: JSONPath, ours: JSONValue?, theirs: JSONValue?) -> [ForeignChange.Field] {
    guard let ours, let theirs else { return [.init(path: path.description, ours: ours, theirs: theirs)] }
    var paths: [JSONPath] = []
    compare(ours, theirs, JSONPath(), &paths)
    return paths.map { inner in
      let whole = JSONPath(path.steps + inner.steps)
      return ForeignChange.Field(
        path: whole.description, ours: inner.steps.isEmpty ? ours : ours[inner],
        theirs: inner.steps.isEmpty ? theirs : theirs[inner])
    }
  }

  private static func version(_ document: JSONValue?) -> String? { document?["metadata"]?["resourceVersion"]?.string }

  /// By the numbers that API servers use; where they are none, nothing is known.
  private static func isOlder(_ version: String?, than other: String?) -> Bool {
    guard let one = version.flatMap(UInt64.init), let two = other.flatMap(UInt64.init) else { return false }
    return one < two
  }

  /// The topmost paths that differ, lists of one length entry by entry; for a new object its whole spec.
  private static func fields(from before: JSONValue?, to after: JSONValue?) -> [JSONPath] {
    guard let after else { return [] }
    guard let before else { return [["spec"]] }
    var paths: [JSONPath] = []
    let (old, new) = (ObjectChange.withoutServerFields(before), ObjectChange.withoutServerFields(after))
    compare(old, new, JSONPath(), &paths)
    return paths
  }

  private static func compare(_ old: JSONValue, _ new: JSONValue, _ path: JSONPath, _ paths: inout [JSONPath]) {
    switch (old, new) {
    case (.object(let a), .object(let b)):
      for key in a.keys + b.keys.filter({ a[$0] == nil }) {
        guard let one = a[key], let other = b[key] else {
          paths.append(path.appending(key))
          continue
        }
        compare(one, other, path.appending(key), &paths)
      }
    case (.array(let a), .array(let b)) where a.count == b.count:
      for index in a.indices { compare(a[index], b[index], path.appending(index), &paths) }
    default:
      if old != new { paths.append(path) }
    }
  }
}
